import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseHundredths } from '@qianfan/schema/kernel/money';
import { type Answer, startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

interface Node {
  part: string;
  position: string;
  hash: string;
  type: string;
  institution: string;
  contribution: string | null;
  synthetic: boolean;
}

interface Traced {
  figureId: string;
  status: string;
  value: string | null;
  numerator: { value: string } | null;
  denominator: { value: string } | null;
  lineage: {
    scope: string;
    nodes: Node[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

const TRACE = `query ($id: ID!, $first: Int, $after: String) {
  figure(id: $id) {
    figureId status value numerator { value } denominator { value }
    lineage(first: $first, after: $after) {
      scope pageInfo { hasNextPage endCursor }
      nodes { part position hash type institution contribution synthetic }
    }
  }
}`;

type As = NonNullable<Parameters<TestSystem['query']>[2]>['as'];

/** A figure with all of its facts, read by small pages. */
async function traced(id: string, first: number, as: As = 'auditor'): Promise<Traced> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: Answer<{ figure: Traced }> = await system.query(
      TRACE,
      { id, first, after },
      { as },
    );
    const found = answer.data?.figure;
    if (!found) throw new Error(JSON.stringify(answer.errors));
    nodes.push(...found.lineage.nodes);
    const page: Traced['lineage']['pageInfo'] = found.lineage.pageInfo;
    if (!page.hasNextPage) return { ...found, lineage: { ...found.lineage, nodes } };
    after = page.endCursor;
  }
}

const sumOf = (nodes: readonly Node[], part: string): bigint =>
  nodes
    .filter((node) => node.part === part)
    .reduce((sum, { contribution }) => sum + parseHundredths(contribution!)!, 0n);

const figure = (metric: string, population: string, basis: string, rest: string): string =>
  `${metric}.${population}._T.36._T._T._T._T._T.REG_NFRA_JX.${basis}.${rest}`;

const LEVELS = [
  figure('LN_BAL', 'HNTE', 'RETURN', 'M:LEVEL:2024-12'),
  figure('LN_DISB', 'TSME', 'RETURN', 'M:LEVEL:2024-12'),
  figure('LN_DISB', 'TSME', 'RETURN', 'A:LEVEL:2024'),
  figure('LN_BRW', 'TECH_ENT', 'RETURN', 'M:LEVEL:2024-12'),
  figure('LN_BAL', 'HNTE', 'CONTRACT', 'M:LEVEL:2024-12'),
  figure('LN_BAL_NPL', '_T', 'CONTRACT', 'M:LEVEL:2024-12'),
  figure('LN_BRW', 'HNTE', 'CONTRACT', 'M:LEVEL:2024-12'),
  figure('LN_DISB', '_T', 'CONTRACT', 'A:LEVEL:2024'),
  figure('INS_COVER_WRITTEN', '_T', 'CONTRACT', 'A:LEVEL:2024'),
  figure('INS_COVER_INFORCE', '_T', 'CONTRACT', 'M:LEVEL:2024-12'),
  'KDT_FILED_BAL._T._T.36._T._T._T._T._T.PRG_DOST.EVENT.M:LEVEL:2024-12',
  'LST_MEM.HNTE._T.36._T._T._T._T._T.PRG_DOST.EVENT.M:LEVEL:2024-12',
  'LST_MEM.TECH_ENT._T.36._T._T._T._T._T.PRG_DOST.EVENT.M:LEVEL:2024-12',
];

describe('I8: a figure names the facts it came from', () => {
  test.each(LEVELS)('what they contribute adds up to %s', async (id) => {
    const { status, value, lineage } = await traced(id, 7);
    expect(status).toBe('REPORTED');
    expect(lineage.nodes.length).toBeGreaterThan(0);
    expect(sumOf(lineage.nodes, 'VALUE')).toBe(parseHundredths(value!));
    const places = lineage.nodes.map(({ part, position }) => `${part} ${position}`);
    expect(new Set(places).size).toBe(places.length);
    expect(lineage.nodes.every(({ synthetic }) => synthetic)).toBe(true);
  });

  test('every fact is that of the journal', async () => {
    const { lineage } = await traced(LEVELS[4]!, 500);
    for (const { position, hash, type } of lineage.nodes.slice(0, 5)) {
      const [service, partition, pos] = position.split('/');
      const url = system.services[service as 'banks'].url;
      const response = await fetch(
        `${url}/audit/facts?partition=${partition}&after=${Number(pos) - 1}&limit=1`,
        { headers: { authorization: `Bearer ${system.token('auditor')}` } },
      );
      expect(await response.text()).toContain(hash);
      expect(type.startsWith(`${service}.`)).toBe(true);
    }
  });

  test('a ratio names those of numerator and denominator, a growth those of its base', async () => {
    const ratio = await traced(figure('R_COV_LOAN', 'HNTE', 'RETURN', 'M:LEVEL:2024-12'), 3);
    expect(sumOf(ratio.lineage.nodes, 'NUMERATOR')).toBe(parseHundredths(ratio.numerator!.value));
    expect(sumOf(ratio.lineage.nodes, 'DENOMINATOR')).toBe(
      parseHundredths(ratio.denominator!.value),
    );
    const growth = await traced(figure('LN_BAL', 'HNTE', 'RETURN', 'M:YTD:2024-12'), 3);
    const [now, then] = [sumOf(growth.lineage.nodes, 'VALUE'), sumOf(growth.lineage.nodes, 'BASE')];
    expect(Number(growth.value)).toBeCloseTo(Number(now - then) / Number(then), 6);
  });

  test('a flow is the difference of two returns of each bank, both named', async () => {
    const { lineage } = await traced(LEVELS[1]!, 100);
    const institutions = Map.groupBy(lineage.nodes, ({ institution }) => institution);
    for (const nodes of institutions.values()) expect(nodes).toHaveLength(2);
  });

  test('a bank sees its own facts only, and that they are not all', async () => {
    for (const id of LEVELS.slice(0, 8)) {
      const { lineage, value } = await traced(id, 50, 'jjb');
      expect(value).not.toBeNull();
      expect(lineage.scope).toBe('OWN');
      const shown = lineage.nodes.filter(({ part }) => part !== 'POPULATION');
      expect(new Set(shown.map(({ institution }) => institution))).toEqual(new Set(['BNK_JJB']));
    }
  });

  test('a programme sees filings, and nothing of returns and loans', async () => {
    const returns = await traced(LEVELS[0]!, 50, 'dost');
    expect(returns.lineage).toMatchObject({ nodes: [], scope: 'OWN' });
    const filings = await traced(LEVELS[10]!, 50, 'dost');
    expect(filings.lineage.scope).toBe('ALL');
    expect(filings.lineage.nodes.length).toBeGreaterThan(0);
  });
});

import { parseHundredths } from '@qianfan/schema/kernel/money';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

type As = NonNullable<Parameters<TestSystem['query']>[2]>;

async function ask(fields: string, options: As = {}): Promise<any> {
  const { data, errors } = await system.query(`{ ${fields} }`, {}, options);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const HNTE = 'metric: "LN_BAL", population: "HNTE", period: "2024-12"';
const cents = (text: string): bigint => parseHundredths(text)!;

describe('vintages', () => {
  const triangle = (more = '') =>
    `vintages(figure: {${HNTE}${more}}, from: "2024-11", to: "2024-12") {
      period vintages { release knownAt observation { figureId status value } } }`;

  test('are each period as known at its own release and every later one, and now', async () => {
    const { vintages } = await ask(triangle());
    expect(vintages.map((row: any) => row.vintages.map((it: any) => it.release))).toEqual([
      ['2024-11', '2024-12', null],
      ['2024-12', null],
    ]);
    for (const { vintages: row } of vintages) {
      for (const { knownAt, observation } of row.slice(0, -1)) {
        const { figure } = await ask(`figure(id: "${observation.figureId}") { status value }`, {
          asOf: knownAt,
        });
        expect(observation).toMatchObject(figure);
      }
    }
  });

  test('of another bank are forbidden to a bank, and too many are too many', async () => {
    const codes = async (fields: string, as: As['as']) =>
      (await system.query(`{ ${fields} }`, {}, { as: as! })).errors?.[0]?.extensions['code'];
    expect(await codes(triangle(', reporter: "BNK_ICBC_JX"'), 'jjb')).toBe('FORBIDDEN');
    const long = `vintages(figure: {${HNTE}}, from: "2000-01", to: "2024-12") { period }`;
    expect(await codes(long, 'regulator')).toBe('TOO_LARGE');
  });
});

describe('the difference between two dates', () => {
  const FACTS = `facts(first: 200) { scope pageInfo { hasNextPage }
    nodes { part position hash type institution counted counts before after change } }`;
  const difference = (figure: string, between: string, and: string) =>
    `difference(figure: {${figure}}, between: "${between}", and: "${and}") {
      change before { status value partial } after { status value partial } ${FACTS} }`;

  const CASES = [
    [HNTE, '2025-01-12', '2025-03-31'],
    ['metric: "LN_BRW", population: "TECH_ENT", period: "2024-12"', '2025-01-12', '2025-03-31'],
    ['metric: "LN_DISB", population: "TSME", period: "2024"', '2025-01-12', '2025-03-31'],
    [`${HNTE}, basis: CONTRACT`, '2024-06-30', '2025-03-31'],
    [
      'metric: "LN_BRW", population: "HNTE", period: "2024-12", basis: CONTRACT',
      '2024-06-30',
      '2025-03-31',
    ],
    ['metric: "KDT_FILED_BAL", period: "2024-12"', '2024-06-30', '2025-03-31'],
    ['metric: "LST_MEM", population: "TSME", period: "2024-12"', '2024-02-28', '2025-03-31'],
  ] as const;

  test.each(CASES)('%s from %s to %s is what its facts changed', async (figure, between, and) => {
    const { difference: found } = await ask(difference(figure, between, and));
    const { nodes, pageInfo } = found.facts;
    expect(pageInfo.hasNextPage).toBe(false);
    expect(nodes.length).toBeGreaterThan(0);
    const sum = nodes
      .filter(({ part }: any) => part === 'VALUE')
      .reduce((all: bigint, { change }: any) => all + cents(change), 0n);
    const seen = ({ value, partial }: any): bigint => cents(value ?? partial ?? '0');
    expect(sum).toBe(seen(found.after) - seen(found.before));
    for (const { before, after, counted, counts } of nodes) {
      expect([before === null, after === null]).toEqual([
        !counted || before === null,
        !counts || after === null,
      ]);
      expect(counted || counts).toBe(true);
    }
  });

  test('nothing between an instant and itself', async () => {
    const { difference: found } = await ask(difference(HNTE, '2025-03-01', '2025-03-01'));
    expect(found.facts.nodes).toEqual([]);
    expect(Number(found.change)).toBe(0);
  });

  test('a bank sees its own facts of it only', async () => {
    const { difference: found } = await ask(difference(HNTE, '2025-01-01', '2025-03-31'), {
      as: 'jjb',
    });
    expect(found.facts.scope).toBe('OWN');
    const institutions = found.facts.nodes.map(({ institution }: any) => institution);
    expect(new Set(institutions)).toEqual(new Set(['BNK_JJB']));
  });

  test('what is no date, or has not been yet, is refused', async () => {
    const code = async (and: string) =>
      (await system.query(`{ ${difference(HNTE, '2025-01-01', and)} }`)).errors?.[0]?.extensions[
        'code'
      ];
    expect(await code('soon')).toBe('BAD_AS_OF');
    expect(await code('2099-01-01')).toBe('FUTURE_AS_OF');
  });
});

describe('growth of a population that goes by lists', () => {
  test('is taken apart exactly', async () => {
    const { observation } = await ask(`observation(figure: {${HNTE}, basis: CONTRACT}) {
      growth(kind: YOY) { value }
      split(kind: YOY) { status basePeriod rolling cohort listEffect now base cohortNow cohortBase joined left
        cohortFigureId listEffectFigureId listVersion baseListVersion } }`);
    const { split, growth } = observation;
    expect(split).toMatchObject({ status: 'REPORTED', basePeriod: '2023-12' });
    expect(split.rolling).toBe(growth.value);
    const [now, base, both, before, joined, left] = [
      split.now,
      split.base,
      split.cohortNow,
      split.cohortBase,
      split.joined,
      split.left,
    ].map(cents) as [bigint, bigint, bigint, bigint, bigint, bigint];
    expect(now - base).toBe(both - before + joined - left);
    const { cohort, effect } = await ask(
      `cohort: figure(id: "${split.cohortFigureId}") { value } effect: figure(id: "${split.listEffectFigureId}") { value }`,
    );
    expect([cohort.value, effect.value]).toEqual([split.cohort, split.listEffect]);
  });
});

describe('registers', () => {
  test.each([
    'KDT_REGION_CITY',
    'KDT_REGION_COUNTY',
    'KDT_BANK',
    'KDT_OUTLET',
    'KDT_FILED_ENT_CUM',
    'PRG_AGE',
  ])('%s is what its facts add up to', async (metric) => {
    const { observation } = await ask(
      `observation(figure: {metric: "${metric}", period: "2024-12", programme: "KDT"}) {
        status value lineage(first: 500) { nodes { part type contribution } } }`,
    );
    expect(observation.status).toBe('REPORTED');
    expect(Number(observation.value)).toBeGreaterThan(0);
    const sum = observation.lineage.nodes
      .map(({ contribution }: any) => Number(contribution))
      .reduce((a: number, b: number) => a + b, 0);
    expect(sum).toBe(Number(observation.value));
  });
});

describe('what a difference is due to, beside returns, contracts and lists', () => {
  async function submit(type: string, body: object): Promise<void> {
    const { data } = await system.query(
      `mutation ($id: ID!, $type: String!, $body: JSON!) {
        regulatorsSubmit(commands: [{ id: $id, type: $type, body: $body }]) {
          status receipt { knownAt } issues { code } } }`,
      { id: crypto.randomUUID(), type, body },
    );
    const [{ status, receipt, issues }] = data.regulatorsSubmit;
    expect([type, status, issues]).toEqual([type, 'ACCEPTED', []]);
    await system.query('{ metrics { code } }', {}, { minCut: receipt.knownAt });
  }

  /** Causes of what became different since an instant, without those that add something. */
  async function causesSince(figure: string, since: string): Promise<any> {
    const cut = new Date().toISOString();
    await system.query('{ metrics { code } }', {}, { minCut: cut });
    const { difference } = await ask(
      `difference(figure: {${figure}}, between: "${since}", and: "${cut}") {
        before { status } after { status definitionVersion }
        facts(first: 200) { nodes { part type counted counts before after change } } }`,
      { minCut: cut },
    );
    const causes = difference.facts.nodes.filter(({ change }: any) => change === null);
    return { ...difference, causes };
  }
  const cause = (part: string, type: string) => ({
    part,
    type: `regulators.${type}.v1`,
    counted: false,
    counts: true,
    before: null,
    after: null,
    change: null,
  });
  const now = () => new Date(Date.now() - 1).toISOString();

  test('a bank comes to owe the form: its duty is named', async () => {
    await submit('regulators.RegisterOrganisation', {
      code: 'GRP_DEMO',
      name: { zh: '演示集团', en: 'Demo group' },
      kind: 'BANK_GROUP',
      area: '36',
      obligations: [],
    });
    const since = now();
    await submit('regulators.RegisterOrganisation', {
      code: 'BNK_LATE',
      name: { zh: '演示银行', en: 'Demo bank' },
      kind: 'BANK',
      area: '36',
      group: 'GRP_DEMO',
      obligations: [{ form: 'TF01', from: '2024-12' }],
    });
    const found = await causesSince(HNTE, since);
    expect([found.before.status, found.after.status]).toEqual(['REPORTED', 'INCOMPLETE']);
    expect(found.causes).toEqual([cause('REPORTERS', 'OrganisationRegistered')]);
  });

  test('a metric is defined anew: the definition is named, of a ratio those of its parts too', async () => {
    const since = now();
    const { metric } = await ask('metric(code: "LN_BAL_NPL") { name { zh en } }');
    await submit('regulators.DefineMetric', {
      code: 'LN_BAL_NPL',
      version: 2,
      name: metric.name,
      unit: 'YUAN',
      additivity: 'STOCK',
      frequency: 'M',
      agency: 'REG_NFRA_JX',
      effectiveFrom: '2024-12',
      bases: ['RETURN', 'CONTRACT'],
      description: { zh: '新口径', en: 'a new definition' },
    });
    for (const code of ['LN_BAL_NPL', 'R_NPL']) {
      const figure = `metric: "${code}", population: "HNTE", period: "2024-12", basis: CONTRACT`;
      expect((await causesSince(figure, since)).causes).toEqual([
        cause('DEFINITION', 'MetricDefined'),
      ]);
    }
    const earlier = 'metric: "LN_BAL_NPL", population: "HNTE", period: "2024-11", basis: CONTRACT';
    expect((await causesSince(earlier, since)).causes).toEqual([]);
  });

  test('a bank joins a group: the register is named', async () => {
    const figure = 'metric: "LN_BAL", period: "2024-12", basis: CONTRACT, reporter: "GRP_DEMO"';
    const since = now();
    await submit('regulators.RegisterOrganisation', {
      code: 'BNK_LATE',
      name: { zh: '演示银行', en: 'Demo bank' },
      kind: 'BANK',
      area: '36',
      obligations: [],
    });
    expect((await causesSince(figure, since)).causes).toEqual([
      cause('REPORTERS', 'OrganisationRegistered'),
    ]);
  });
});

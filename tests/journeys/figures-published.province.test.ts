import { readFile } from 'node:fs/promises';
import type { Exit } from '@qianfan/figures/failure';
import { readPublication } from '@qianfan/figures/published';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figures, startProvince, type Told, untilReadable } from '../support/province.ts';
import { IN_THE_PROVINCE, notReadded, valued, without } from '../support/readding.ts';
import { dropReadModels, readModels } from '../support/read-models.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

const NFRA = 'REG_NFRA_JX';
const CMB = 'BNK_CMB_NC';

const publication = await readPublication();

const rowOf = (rows: readonly Record<string, any>[], id: string) =>
  rows.find((it) => it.id === id)!;

/** How many of each verdict. */
const verdicts = (rows: readonly Record<string, any>[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(rows, ({ verdict }) => verdict)).map(([name, all]) => [
      name,
      all!.length,
    ]),
  );

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

describe('the province', () => {
  let system: TestSystem;
  let exit: Exit;
  let told: Told;

  beforeAll(async () => {
    system = await startProvince();
    const answer = await figures(system, '--json');
    exit = answer.exit;
    told = JSON.parse(answer.out) as Told;
  }, 600_000);
  afterAll(() => system?.stop());

  test('computes every published figure of loans, covers and 科贷通 from facts', () => {
    const off = told.figures.filter(({ verdict }) => verdict === 'OUT_OF_BAND');
    expect(off).toEqual([]);
    expect(verdicts(told.figures)).toEqual({
      IN_BAND: 40,
      CONTRADICTED: 1,
      GROWTH_ONLY: 1,
      STATEMENT: 2,
      NOT_YET: 30,
    });
    expect(exit).toBe(0);
  });

  test('to the last digit that was published or must be submitted', () => {
    const bases = new Map(
      publication.replay_bases.map((base) => [JSON.stringify(base.query), base]),
    );
    const compared = publication.figures.flatMap((measure) => {
      const base = 'query' in measure ? bases.get(JSON.stringify(measure.query)) : undefined;
      return base && base.unit === measure.unit ? [{ id: measure.id, base }] : [];
    });
    expect(compared.length).toBeGreaterThan(20);
    for (const { id, base } of compared) {
      expect([id, Number(rowOf(told.figures, id)['computed'])]).toEqual([id, Number(base.value)]);
    }
  });

  test('which follow from their facts, as all does that only the province has', async () => {
    const published = told.figures.flatMap(({ figureId, verdict }) =>
      figureId && verdict !== 'NOT_YET' ? [figureId as string] : [],
    );
    expect(published.length).toBeGreaterThan(35);
    const others = await valued(
      system,
      IN_THE_PROVINCE,
      {
        populations: ['_T', 'TECH_LOAN', 'TSME'],
        reporters: ['_T', 'BNK_JJB', 'INS_PICC_JX'],
        areas: ['36', '3604'],
        periods: ['2024-12', '2024-Q4', '2024'],
        transforms: [
          'LEVEL',
          'YTD',
          'QOQ.AS_PUBLISHED',
          'PP_YTD',
          'SHARE-_T',
          'GAP_ALL.YTD',
          'RANK-_T',
          'COUNT-GT-0',
        ],
      },
      2,
    );
    expect(without(IN_THE_PROVINCE, others)).toEqual([]);
    expect(others.some((id) => id.includes(':QOQ.AS_PUBLISHED:'))).toBe(true);
    expect(await notReadded(system, new Set([...published, ...others]))).toEqual([]);
  }, 600_000);

  test('as the table of the README says', async () => {
    const { out } = await figures(system, '--markdown');
    const table = out.slice(0, out.indexOf('\n\n'));
    expect(await readFile(new URL('../../README.md', import.meta.url), 'utf8')).toContain(table);
  });

  test('parts with the print where it must', () => {
    expect(rowOf(told.figures, 'F086')).toMatchObject({
      verdict: 'CONTRADICTED',
      published: '30',
      computed: '24.522',
    });
  });

  test('lists claims from the facts that recorded them, and makes no figure of them', async () => {
    for (const [id, by] of [
      ['F023', NFRA],
      ['F108', CMB],
      ['F109', CMB],
    ]) {
      expect(rowOf(told.figures, id!)).toMatchObject({
        computed: null,
        statement: { by, position: expect.stringMatching(/^regulators\/\d+\/\d+$/) },
      });
    }
    const { data } = await system.query(`{
      statements(by: "${NFRA}") { totalCount nodes {
        id text { zh } source place on period metric value unit qualifier level figureId synthetic } }
      levels: observation(figure: {metric: "IPP_BAL", period: "2024-12", basis: RETURN}) {
        value status growth { value status } }
    }`);
    expect(data.statements).toEqual({
      totalCount: 1,
      nodes: [
        {
          id: 'F023',
          text: { zh: '知识产权质押贷款余额同比增长23.7%' },
          source: expect.stringContaining('江西日报'),
          place: '第25行',
          on: null,
          period: '2024-12',
          metric: 'IPP_BAL',
          value: '23.7',
          unit: '%',
          qualifier: 'EXACT',
          level: 'NOT_PUBLISHED',
          figureId: 'IPP_BAL._T._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:YOY:2024-12',
          synthetic: true,
        },
      ],
    });
    expect(data.levels).toMatchObject({ value: null, growth: { value: null } });
  });

  test('finds what is filed with 科贷通 within what each bank reports, and products within its loans', async () => {
    const { data } = await system.query(`{ findings(period: "2024-12") { scope findings {
      rule institution holds found { amount } limit { amount } left { value } right { value } } } }`);
    const { scope, findings } = data.findings;
    expect(scope).toBe('ALL');
    const byRule = Object.groupBy(findings as any[], ({ rule }) => rule);
    expect(byRule['X-04']!.length).toBeGreaterThan(15);
    expect(byRule['V-15']!.map(({ institution }) => institution).toSorted(byText)).toEqual([
      CMB,
      'BNK_JJB',
    ]);
    expect(findings.filter(({ holds }: any) => holds !== true)).toEqual([]);
    for (const { found, limit, left, right } of findings) {
      expect(Number(found.amount)).toBeLessThanOrEqual(Number(limit.amount));
      if (left) expect(left.value).toBe(found.amount);
      expect(right.value).toBe(limit.amount);
    }
  });

  test('holds every cross-check, and refuses what the rules forbid', () => {
    expect(told.crossChecks.filter(({ verdict }) => verdict === 'FAILS')).toEqual([]);
    expect(verdicts(told.crossChecks)).toEqual({
      HOLDS: 17,
      RULE: 5,
      UNDECIDABLE: 3,
      CONTRADICTED: 1,
      NOT_YET: 20,
    });
    expect(rowOf(told.crossChecks, 'X12')['refusal']).toBe('OVERLAPPING_POPULATIONS');
    expect(rowOf(told.crossChecks, 'X33')['refusal']).toBe('MIXED_DATES');
    for (const id of ['X13', 'X45']) {
      expect(rowOf(told.crossChecks, id)['refusal']).toBe('MIXED_AGENCIES');
    }
  });

  test('is shown to the reader, Chinese first', async () => {
    const { out } = await figures(system);
    expect(out).toMatch(
      /^F003 +高新技术企业贷款余额 +2864\.5 亿元 +2864\.5 +\[.*✓ 相符 in band$/mu,
    );
    expect(out).toMatch(/^F013 .*… 尚未建设 not yet · LISTS$/mu);
    expect(out).toMatch(/334\.07 亿元.* 1362\.33 亿元.* 1113\.57 亿元$/mu);
    expect(out).toMatch(/^F109 {2}“科创贷”上线一年（BNK_CMB_NC） {2}regulators\/\d+\/\d+$/mu);
    expect(out).toMatch(/✓ 全部符合预期 all as expected\n$/u);
  });

  test('has the same rows and figures after every read model was dropped', async () => {
    const before = await readModels(system);
    expect(Object.keys(before).length).toBeGreaterThan(20);
    await system.restart(async () => {
      await dropReadModels(system);
      expect(await readModels(system)).toEqual({});
    });
    await untilReadable(system);
    expect(await readModels(system)).toEqual(before);
    const { out } = await figures(system, '--json');
    expect({ ...(JSON.parse(out) as Told), cut: null }).toEqual({ ...told, cut: null });
  });
});

describe('another province', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system?.stop());

  test('is told that its figures are off, and has its own', async () => {
    const { exit, out } = await figures(system, '--json');
    expect(exit).toBe(1);
    const told = JSON.parse(out) as Told;
    expect(told.cut).not.toBeNull();
    expect([told.figures.length, told.crossChecks.length]).toEqual([74, 46]);
    const { data } = await system.query(
      '{ observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12"}) { figureId value(unit: YI) } }',
    );
    expect(rowOf(told.figures, 'F003')).toEqual({
      id: 'F003',
      needs: 'LOANS',
      expect: 'COMPUTED',
      published: '2864.5',
      computed: data.observation.value,
      band: ['2864.45', '2864.55'],
      verdict: 'OUT_OF_BAND',
      unit: '亿元',
      figureId: data.observation.figureId,
      status: 'REPORTED',
    });
    // Its growth follows from its two levels all the same.
    expect(rowOf(told.crossChecks, 'X01')['verdict']).toBe('HOLDS');
  });

  test('nobody is answered who may not ask, nor where there is no gateway', async () => {
    for (const [args, exit] of [
      [['--account', 'nobody'], 4],
      [['--account', 'jjb'], 4],
      [['--url', 'http://127.0.0.1:1'], 5],
      [['--nonsense'], 2],
    ] as const) {
      expect(await figures(system, ...args)).toMatchObject({ exit, out: '' });
    }
  });
});

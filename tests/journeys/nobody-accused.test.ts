import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { POPULATIONS } from '@qianfan/schema/codelists/populations';
import { RETURN_FORMS } from '@qianfan/schema/seed';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { each } from '../support/walkers.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

vi.setConfig({ testTimeout: 10 * 60_000 });

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

interface Seen {
  figureId: string;
  status: string;
  value: string | null;
  expected: number | null;
  received: number | null;
  issue: { code: string; message: { zh: string } } | null;
}

async function observed(figures: readonly string[]): Promise<Seen[]> {
  const fields = 'figureId status value expected received issue { code message { zh } }';
  const { data, errors } = await system.query(
    `{ observations(figures: [${figures.join()}]) { ${fields} } }`,
    {},
    { url: system.services.regulators.url },
  );
  expect(errors).toBeUndefined();
  return data.observations;
}

test('A12, C13: where a form is filed, no figure says that all of its reporters are behind', async () => {
  const metrics = [
    ...new Set(
      RETURN_FORMS.flatMap(({ columns, rows }) => [
        ...columns.map(({ metric }) => metric),
        ...rows.flatMap((row) => Object.values(row.metrics ?? {})),
      ]),
    ),
    'R_NPL',
    'R_UNSEC',
    'R_MLT',
    'P_RATE',
    'R_COV_LOAN',
  ];
  const known = (await system.query('{ metrics { code } }')).data.metrics.map(
    ({ code }: { code: string }) => code,
  ) as string[];
  const periods = ['2023-12', '2024-11', '2024-12', '2024-Q4', '2024'];
  const populations = [TOTAL, ...POPULATIONS.map(({ code }) => code)];
  const reporters = [TOTAL, 'BNK_JJB', 'BNK_ICBC_JX', 'INS_PICC_JX'];
  const accused: string[] = [];
  let seen = 0;
  const asked = metrics
    .filter((metric) => known.includes(metric))
    .flatMap((metric) =>
      periods.flatMap((period) => reporters.map((reporter) => ({ metric, period, reporter }))),
    );
  await each(asked, async ({ metric, period, reporter }) => {
    const figures = populations.map(
      (population) =>
        `{metric: "${metric}", period: "${period}", basis: RETURN, population: "${population}", reporter: "${reporter}"}`,
    );
    for (const { figureId, status, received, expected, issue } of await observed(figures)) {
      seen += 1;
      if (status === 'MISSING' && received === 0 && expected !== 0) accused.push(figureId);
      if (['NOT_COLLECTED', 'NOT_DERIVABLE'].includes(status)) expect(issue?.code).toBe(status);
    }
  });
  expect(accused).toEqual([]);
  expect(seen).toBeGreaterThan(1000);
});

test('the figures that were told wrongly', async () => {
  const [unsecured, drawn, borrowers, year] = await observed([
    '{metric: "LN_BAL_UNSEC", population: "ALL", period: "2024-12"}',
    '{metric: "LN_DISB", population: "HNTE", period: "2023-12"}',
    '{metric: "LN_DISB_BRW", population: "HNTE", period: "2024-11"}',
    '{metric: "LN_DISB_BRW", population: "HNTE", period: "2024"}',
  ]);
  expect(unsecured).toMatchObject({ status: 'NOT_COLLECTED', expected: null, received: null });
  expect(drawn).toMatchObject({ status: 'MISSING', issue: { code: 'MISSING_EARLIER' } });
  expect(drawn!.received).toBe(drawn!.expected);
  expect(drawn!.issue!.message.zh).toContain('2023-11');
  expect(borrowers).toMatchObject({ status: 'NOT_DERIVABLE', issue: { code: 'NOT_DERIVABLE' } });
  expect(year).toMatchObject({ status: 'REPORTED' });
});

test('a period that has not begun has no figure, wherever it is asked for, and nobody is behind', async () => {
  const asked = [
    '{metric: "LN_BAL", basis: CONTRACT, period: "2140-12"}',
    '{metric: "LN_BAL", basis: CONTRACT, period: "2140-12", transform: "YOY"}',
    '{metric: "LN_DISB", basis: CONTRACT, period: "2130-12"}',
    '{metric: "KDT_FILED_BAL", basis: EVENT, period: "2140-12"}',
    '{metric: "LST_MEM", population: "HNTE", basis: EVENT, period: "2140"}',
    '{metric: "LN_BAL", basis: RETURN, period: "2130-01"}',
    '{metric: "R_COV_LOAN", population: "HNTE", basis: RETURN, period: "2130-Q1"}',
  ];
  for (const { figureId, status, value, expected, issue } of await observed(asked)) {
    expect({ figureId, status, value, expected, code: issue?.code }).toEqual({
      figureId,
      status: 'NOT_DUE',
      value: null,
      expected: null,
      code: 'PERIOD_NOT_BEGUN',
    });
  }
  const { data, errors } = await system.query(
    `{
      series(figure: {metric: "LN_BAL", basis: CONTRACT, period: "2140-01"}, from: "2140-01", to: "2140-03") { status value }
      vintages(figure: {metric: "LN_BAL", period: "2140-01"}, from: "2140-01", to: "2140-02") { vintages { observation { status value } } }
      ranking(metric: "LN_BAL", basis: CONTRACT, period: "2140-12") { n median rows { rank observation { status value } } }
      combined(how: SUM, figures: [
        {metric: "LN_BAL", basis: CONTRACT, period: "2140-12", area: "3601"}
        {metric: "LN_BAL", basis: CONTRACT, period: "2140-12", area: "3602"}
      ]) { status value }
      difference(figure: {metric: "LN_BAL", basis: CONTRACT, period: "2024-12"}, between: "2024-11-01", and: "2025-03-01") {
        before { status } after { status } change
      }
      observation(figure: {metric: "LN_BAL", basis: CONTRACT, population: "HNTE", period: "2140-12"}) {
        growth { status value issue { code } }
        share { status value }
        split { status cohort }
        lineage { nodes { position } }
      }
    }`,
    {},
    { url: system.services.regulators.url },
  );
  expect(errors).toBeUndefined();
  const { series, vintages, ranking, combined, difference, observation } = data;
  const none = { status: 'NOT_DUE', value: null };
  expect(series).toEqual([none, none, none]);
  expect(vintages.flatMap((row: any) => row.vintages)).toEqual([
    { observation: none },
    { observation: none },
  ]);
  expect(ranking).toMatchObject({ n: 0, median: null });
  expect(new Set(ranking.rows.map((row: any) => row.observation.status))).toEqual(
    new Set(['NOT_DUE']),
  );
  expect(combined).toEqual(none);
  expect(difference).toMatchObject({ before: { status: 'NOT_DUE' }, change: null });
  expect(observation).toEqual({
    growth: { ...none, issue: { code: 'PERIOD_NOT_BEGUN' } },
    share: none,
    split: { status: 'NOT_DUE', cohort: null },
    lineage: { nodes: [] },
  });
});

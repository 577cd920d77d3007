import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figures, startProvince, type Told } from '../support/province.ts';
import type { DemoAccount } from '@qianfan/kit/identity/accounts';
import type { TestSystem } from '../support/system.ts';

/**
 * Rows of the source's 141 systems that work, each by what makes it work (`rows.json`), asked through the gateway of the
 * province as `npm start` plays it. `npm run systems` counts them by the ids in these names.
 */

let system: TestSystem;
let told: Told;
beforeAll(async () => {
  system = await startProvince();
  told = JSON.parse((await figures(system, '--json')).out) as Told;
}, 600_000);
afterAll(() => system?.stop());

const ask = async (query: string, options: { as?: DemoAccount; asOf?: string } = {}) => {
  const { data, errors } = await system.query(query, {}, options);
  expect(errors, query).toBeUndefined();
  return data;
};

/** What the system computes, to the digits of what was published: `IN_BAND 188.01`. */
const computed = (...ids: string[]): string[] =>
  ids.map((id) => {
    const found = told.figures.find((it) => it['id'] === id)!;
    const digits = String(found['published']).split('.')[1]?.length ?? 0;
    return `${found['verdict']} ${Number(found['computed']).toFixed(digits)}`;
  });

const codeOf = ({ errors }: Awaited<ReturnType<TestSystem['query']>>) =>
  errors?.map(({ extensions }) => extensions['code']);

const HNTE = 'metric: "LN_BAL", population: "HNTE", period: "2024-12"';

describe('regulators', () => {
  test('R01: a regulator reads every bank and the province, a bank asking for another is FORBIDDEN', async () => {
    const { ranking } = await ask(
      `{ ranking(${HNTE}, first: 500) { n rows { observation { reporter value status } } } }`,
    );
    expect(ranking.n).toBe(185);
    expect(ranking.rows.every(({ observation }: any) => observation.status === 'REPORTED')).toBe(
      true,
    );
    const { observation } = await ask(`{ observation(figure: {${HNTE}}) { status } }`);
    expect(observation.status).toBe('REPORTED');
    const other = await system.query(
      `{ observation(figure: {${HNTE}, reporter: "BNK_ICBC_JX"}) { value } }`,
      {},
      { as: 'jjb' },
    );
    expect([other.data!.observation, codeOf(other)]).toEqual([null, ['FORBIDDEN']]);
  });

  test('R02b: counties add up to their city, cities to the province, each counted once', async () => {
    const { regions } = await ask('{ regions(level: CITY) { code } }');
    const { counties } = await ask('{ counties: regions(level: COUNTY) { code } }');
    const balance = async (codes: string[]): Promise<bigint> => {
      const asked = codes.map((area) => `{${HNTE}, basis: CONTRACT, area: "${area}"}`);
      const { observations } = await ask(
        `{ observations(figures: [${asked.join()}]) { value(unit: YUAN) } }`,
      );
      return observations.reduce(
        (sum: bigint, { value }: any) => sum + BigInt(value.replace('.', '')),
        0n,
      );
    };
    const cities = regions.map(({ code }: any) => code as string);
    const ofFuzhou = counties
      .map(({ code }: any) => code as string)
      .filter((code: string) => code.startsWith('3610'));
    expect(cities).toHaveLength(11);
    expect(await balance(ofFuzhou)).toBe(await balance(['3610']));
    expect(await balance(cities)).toBe(await balance(['36']));
    expect(await balance(['36'])).toBeGreaterThan(0n);
  });

  test('R07: the published series of 2024-12, and the old and the new value of what was corrected', async () => {
    expect(computed('F003', 'F004', 'F005', 'F006', 'F016', 'F017', 'F032', 'F033')).toEqual([
      'IN_BAND 2864.5',
      'IN_BAND 9.9',
      'IN_BAND 1362.33',
      'IN_BAND 45.6',
      'IN_BAND 248.2',
      'IN_BAND 98',
      'IN_BAND 1.38',
      'IN_BAND -0.57',
    ]);
    const { vintages: rows } = await ask(
      `{ vintages(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12"}, from: "2024-01", to: "2024-12") {
        period vintages { knownAt observation { value } }
      } }`,
    );
    const corrected = rows.find(
      ({ vintages }: any) =>
        new Set(vintages.map(({ observation }: any) => observation.value)).size > 1,
    );
    for (const { knownAt, observation } of corrected.vintages) {
      const asked = `{ observation(figure: {metric: "LN_BAL", population: "HNTE", period: "${corrected.period}"}) { value } }`;
      expect((await ask(asked, { asOf: knownAt })).observation).toEqual(observation);
    }
  });

  test('R18: the share of 科贷通 is computed from its balances; related and filed are two indicators', async () => {
    expect(computed('F018', 'F019')).toEqual(['IN_BAND 18.2', 'IN_BAND 5']);
    const { filed, related } = await ask(`{
      filed: observation(figure: {metric: "KDT_FILED_BAL", period: "2024-12"}) { metric value }
      related: observation(figure: {metric: "KDT_REL_BAL", period: "2024-12"}) {
        metric value
      }
    }`);
    expect(filed.metric).not.toBe(related.metric);
    expect(Number(filed.value)).toBeLessThan(Number(related.value));
  });

  test('R25: overlapping populations are not added, and growth splits into like for like and newcomers', async () => {
    const both = await system.query(
      `{ combined(how: SUM, figures: [{${HNTE}}, {${HNTE.replace('HNTE', 'TSME')}}]) { value } }`,
    );
    expect([both.data!.combined, codeOf(both)]).toEqual([null, ['OVERLAPPING_POPULATIONS']]);
    const { observation } = await ask(
      `{ observation(figure: {${HNTE.replace('HNTE', 'TSME')}, basis: CONTRACT}) {
        split(kind: YOY) { status rolling cohort listEffect }
      } }`,
    );
    const { rolling, cohort, listEffect } = observation.split;
    expect(Number(rolling)).toBeCloseTo(Number(cohort) + Number(listEffect), 5);
  });
});

describe('banks', () => {
  test('B16: a figure of 2025-01 says so beside those of 2025-02', async () => {
    expect(computed('F096')).toEqual(['IN_BAND 742.16']);
    const figure = (period: string) =>
      `observation(figure: {metric: "LN_BAL", period: "${period}", reporter: "BNK_RCB_JX"}) { period span }`;
    const { a, b } = await ask(`{ a: ${figure('2025-01')} b: ${figure('2025-02')} }`);
    expect([a.period, b.period]).toEqual(['2025-01', '2025-02']);
  });

  test('B18: rural banks are among the partner banks of 科贷通', async () => {
    const { participations } = await ask(
      '{ participations(programme: "KDT", kind: BANK, first: 100) { totalCount nodes { participant } } }',
    );
    expect(participations.totalCount).toBe(19);
    expect(participations.nodes.some(({ participant }: any) => /RCB/.test(participant))).toBe(true);
  });

  test('B28: 九江银行 grew by 15.27 % since the end of the year, which is another field than a year', async () => {
    expect(computed('F117', 'F118')).toEqual(['IN_BAND 188.01', 'IN_BAND 15.27']);
    const { observation } = await ask(
      `{ observation(figure: {metric: "LN_BAL", population: "TECH_ENT", period: "2024-12", reporter: "BNK_JJB"}) {
        ytd: growth(kind: YTD) { basePeriod value } yoy: growth(kind: YOY) { basePeriod }
      } }`,
    );
    expect([observation.ytd.basePeriod, observation.yoy.basePeriod]).toEqual([
      '2023-12',
      '2023-12',
    ]);
    expect(Number(observation.ytd.value)).toBeCloseTo(0.1527, 4);
  });

  test('B33: agreements with the authorities of seven cities at the end of 2024', () => {
    expect(computed('F126')).toEqual(['IN_BAND 7']);
  });
});

describe('programmes', () => {
  test('P01: a programme’s office may not write what a bank writes', async () => {
    const { data } = await system.query(
      `mutation { banksSubmit(commands: [{ id: "p01", type: "banks.DrawLoan", body: {} }]) { status issues { code } } }`,
      {},
      { as: 'dost' },
    );
    expect(data.banksSubmit).toEqual([{ status: 'REJECTED', issues: [{ code: 'FORBIDDEN' }] }]);
  });

  test('P04: seven cities and 55 counties by the end of 2025-02, each with the day on which it joined', async () => {
    expect(computed('F037', 'F038')).toEqual(['IN_BAND 7', 'IN_BAND 55']);
    const { participations } = await ask(
      '{ participations(programme: "KDT", kind: REGION, first: 100) { totalCount nodes { participant joinedOn } } }',
    );
    const joined = participations.nodes.filter(({ joinedOn }: any) => joinedOn <= '2025-02-28');
    expect(new Set(joined.map(({ participant }: any) => participant)).size).toBe(62);
  });

  test('P05: 305 branches of 19 banks', async () => {
    expect(computed('F039', 'F040')).toEqual(['IN_BAND 19', 'IN_BAND 305']);
    const outlets = new Set<string>();
    let after: string | null = null;
    do {
      const page: any = await ask(
        `{ participations(programme: "KDT", kind: OUTLET, first: 500${after ? `, after: "${after}"` : ''}) {
          nodes { bank { code } } pageInfo { hasNextPage endCursor }
        } }`,
      );
      for (const { bank } of page.participations.nodes) outlets.add(bank.code);
      after = page.participations.pageInfo.hasNextPage
        ? page.participations.pageInfo.endCursor
        : null;
    } while (after);
    expect(outlets.size).toBe(19);
  });

  test('P06: what is filed falls when a loan is repaid, who was ever supported never does', async () => {
    const [balance, firms] = computed('F041', 'F042');
    expect([balance!.split(' ')[0], firms!.split(' ')[0]]).toEqual(['IN_BAND', 'IN_BAND']);
    const { filings } = await ask(
      '{ filings(programme: "KDT", first: 200) { nodes { filedOn amount { amount } balance { amount } settledOn } } }',
    );
    const settled = filings.nodes.filter(({ settledOn }: any) => settledOn !== null);
    expect(settled.length).toBeGreaterThan(0);
    expect(settled.every((it: any) => Number(it.amount.amount) > 0)).toBe(true);
    expect(settled.every((it: any) => Number(it.balance.amount) === 0)).toBe(true);
    const { supported } = await ask(
      '{ supported: series(figure: {metric: "KDT_FILED_ENT_CUM", period: "2025-02"}, from: "2023-01", to: "2025-02") { value } }',
    );
    const values = supported.map(({ value }: any) => Number(value));
    expect(values).toEqual(values.toSorted((a: number, b: number) => a - b));
  });

  test('P17: whether a firm is on the list of a day is right before and after its entry', async () => {
    const { enterpriseList: list } = await ask(
      '{ enterpriseList(code: "TSME", on: "2024-12-31") { version validFrom members(first: 200) { nodes { id } } } }',
    );
    const ids = list.members.nodes.map(({ id }: any) => id as string);
    const onListOf = async (id: string, on: string) => {
      const { enterprise } = await ask(
        `{ enterprise(id: "${id}") { lists(on: "${on}") { code } } }`,
      );
      return enterprise.lists.some(({ code }: any) => code === 'TSME');
    };
    const seen = await Promise.all(
      ids.map(async (id: string) => [
        await onListOf(id, '2023-06-30'),
        await onListOf(id, list.validFrom),
      ]),
    );
    expect(seen.every(([, after]) => after)).toBe(true);
    expect(seen.some(([before]) => !before)).toBe(true);
  });
});

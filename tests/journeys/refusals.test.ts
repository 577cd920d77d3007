import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

interface Refused {
  code: string;
  text: { zh: string; en: string };
  fix: { zh: string; en: string };
}

/** The one error by which a question is refused; it has no answer beside. */
async function refusalOf(field: string): Promise<Refused> {
  const { data, errors } = await system.query(`{ asked: ${field} }`);
  expect([
    { asked: null },
    { asked: { growth: null } },
    { asked: { change: null } },
  ]).toContainEqual(data);
  expect(errors).toHaveLength(1);
  return errors![0]!.extensions as unknown as Refused;
}

const figure = (of: Record<string, string>): string => {
  const fields = Object.entries(of).map(([name, value]) =>
    name === 'basis' ? `${name}: ${value}` : `${name}: "${value}"`,
  );
  return `{${fields.join(', ')}}`;
};
const combined = (how: string, ...of: Record<string, string>[]): string =>
  `combined(how: ${how}, figures: [${of.map(figure).join(', ')}]) { value }`;
const one = (of: Record<string, string>, fields = 'value'): string =>
  `observation(figure: ${figure(of)}) { ${fields} }`;

const AT = { period: '2024-12' };
const HNTE = { metric: 'LN_BAL', population: 'HNTE', ...AT };
const JJB = { reporter: 'BNK_JJB' };
const ICBC = { reporter: 'BNK_ICBC_JX' };
const COVER = { metric: 'INS_COVER_WRITTEN', basis: 'CONTRACT' };

/** What is asked, by which code it is refused, what the text has to name, and what it says to ask instead. */
const REFUSALS: [string, string, string, string, string][] = [
  [
    'overlapping populations: HNTE + TSME',
    combined('SUM', HNTE, { ...HNTE, population: 'TSME' }),
    'OVERLAPPING_POPULATIONS',
    'HNTE, TSME',
    'TECH_ENT',
  ],
  [
    'an enterprise class and an industry',
    combined('SUM', HNTE, { ...HNTE, population: 'HT_SERVICE' }),
    'OVERLAPPING_POPULATIONS',
    'HNTE, HT_SERVICE',
    'TECH_LOAN',
  ],
  [
    'a class and all loans',
    combined('SUM', HNTE, { ...HNTE, population: 'ALL' }),
    'OVERLAPPING_POPULATIONS',
    'HNTE',
    'ALL',
  ],
  [
    'borrower counts of two banks',
    combined('SUM', { ...HNTE, metric: 'LN_BRW', ...JJB }, { ...HNTE, metric: 'LN_BRW', ...ICBC }),
    'SUM_OF_DISTINCT',
    'LN_BRW',
    'province',
  ],
  [
    'borrower counts of two cities',
    combined(
      'SUM',
      { ...HNTE, metric: 'LN_BRW', basis: 'CONTRACT', area: '3601' },
      { ...HNTE, metric: 'LN_BRW', basis: 'CONTRACT', area: '3604' },
    ),
    'SUM_OF_DISTINCT',
    'LN_BRW',
    'once',
  ],
  [
    'borrowers drawn to in two years',
    combined(
      'SUM',
      { metric: 'LN_DISB_BRW', population: 'HNTE', period: '2023' },
      { metric: 'LN_DISB_BRW', population: 'HNTE', period: '2024' },
    ),
    'SUM_OF_DISTINCT',
    'LN_DISB_BRW',
    'once',
  ],
  [
    'NPL ratios of two banks',
    combined('SUM', { metric: 'R_NPL', ...AT, ...JJB }, { metric: 'R_NPL', ...AT, ...ICBC }),
    'AVERAGE_OF_AVERAGES',
    'R_NPL',
    'wider scope',
  ],
  [
    'average rates of two banks',
    combined('SUM', { metric: 'P_RATE', ...AT, ...JJB }, { metric: 'P_RATE', ...AT, ...ICBC }),
    'AVERAGE_OF_AVERAGES',
    'P_RATE',
    'wider scope',
  ],
  [
    'growth of two banks',
    combined('SUM', { ...HNTE, ...JJB, transform: 'YOY' }, { ...HNTE, ...ICBC, transform: 'YOY' }),
    'AVERAGE_OF_AVERAGES',
    'YOY',
    'wider scope',
  ],
  [
    'the part that one ratio is of another',
    one({ metric: 'R_NPL', ...AT, ...JJB, transform: 'SHARE-_T' }),
    'AVERAGE_OF_AVERAGES',
    'R_NPL',
    'wider scope',
  ],
  ...(['SUM', 'DIFFERENCE', 'QUOTIENT'] as const).map(
    (how): [string, string, string, string, string] => [
      `agencies: ${how}`,
      combined(
        how,
        { metric: 'KDT_REL_BAL', ...AT },
        { metric: 'KDT_FILED_BAL', ...AT, basis: 'EVENT' },
      ),
      'MIXED_AGENCIES',
      'REG_NFRA_JX, PRG_DOST',
      'side by side',
    ],
  ),
  [
    'bases',
    combined('SUM', HNTE, { ...HNTE, basis: 'CONTRACT' }),
    'MIXED_BASES',
    'RETURN, CONTRACT',
    'one basis',
  ],
  [
    'bases of a difference',
    combined('DIFFERENCE', HNTE, { ...HNTE, basis: 'CONTRACT' }),
    'MIXED_BASES',
    'RETURN, CONTRACT',
    'reconciliation',
  ],
  [
    'versions of a definition',
    combined('SUM', { ...COVER, period: '2023' }, { ...COVER, period: '2024' }),
    'MIXED_DEFINITIONS',
    'INS_COVER_WRITTEN/1, INS_COVER_WRITTEN/2',
    'one version',
  ],
  [
    'versions of a definition, compared',
    combined('DIFFERENCE', { ...COVER, period: '2024' }, { ...COVER, period: '2023' }),
    'MIXED_DEFINITIONS',
    'INS_COVER_WRITTEN/2, INS_COVER_WRITTEN/1',
    'break',
  ],
  [
    'a balance and what was drawn',
    combined('SUM', HNTE, { ...HNTE, metric: 'LN_DISB' }),
    'MIXED_INSTRUMENTS',
    'LN_BAL, LN_DISB',
    'one metric at a time',
  ],
  [
    'loans and all financing',
    combined('SUM', HNTE, { ...HNTE, metric: 'FIN_BAL' }),
    'MIXED_INSTRUMENTS',
    'LN_BAL, FIN_BAL',
    'one metric at a time',
  ],
  [
    'loans and sums insured',
    combined('SUM', { metric: 'LN_BAL', basis: 'CONTRACT', ...AT }, { ...COVER, ...AT }),
    'MIXED_INSTRUMENTS',
    'LN_BAL, INS_COVER_WRITTEN',
    'one metric at a time',
  ],
  [
    'balances of two dates',
    combined('SUM', HNTE, { ...HNTE, period: '2023-12' }),
    'MIXED_DATES',
    '2024-12, 2023-12',
    'growth',
  ],
  [
    'a quotient of two dates',
    combined('QUOTIENT', { ...HNTE, metric: 'LN_BAL_NPL' }, { ...HNTE, period: '2023-12' }),
    'MIXED_DATES',
    '2024-12, 2023-12',
    'one date',
  ],
  [
    'percentage points of an amount, by field',
    one(HNTE, 'change { value }'),
    'POINTS_OF_AMOUNT',
    'LN_BAL',
    'YOY',
  ],
  [
    'percentage points of an amount, by transform',
    one({ ...HNTE, transform: 'PP_YTD' }),
    'POINTS_OF_AMOUNT',
    'LN_BAL',
    'YOY',
  ],
  [
    'percentage points of an amount, by id',
    'figure(id: "LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:PP_YOY:2024-12") { value }',
    'POINTS_OF_AMOUNT',
    'LN_BAL',
    'YOY',
  ],
  [
    'percentage points of a number of borrowers, in a league table',
    'ranking(metric: "LN_BRW", population: "HNTE", period: "2024-12", by: "PP_YOY") { n }',
    'POINTS_OF_AMOUNT',
    'LN_BRW',
    'growth',
  ],
  [
    'growth of a ratio',
    one({ metric: 'R_NPL', population: 'HNTE', ...AT }, 'growth { value }'),
    'GROWTH_OF_RATIO',
    'R_NPL',
    'PP_YOY',
  ],
  [
    'a part of what does not have it',
    one({ ...HNTE, transform: 'SHARE-TECH_IND' }),
    'ADDITIVITY',
    'TECH_IND',
    'total',
  ],
];

describe('what makes no sense is refused, says why, and says what to ask instead', () => {
  test.each(REFUSALS)('%s', async (_, field, code, names, instead) => {
    const refused = await refusalOf(field);
    expect(refused.code).toBe(code);
    expect(refused.text.en).toContain(names);
    expect(refused.text.zh).toContain(names);
    expect(refused.fix.en).toContain(instead);
    expect(refused.fix.zh).toMatch(/\p{Script=Han}/u);
  });

  const ISSUE = 'issue { code message { zh en } fix { zh en } }';

  test('growth over a base that is missing: no value, and the issue names the base', async () => {
    const { data, errors } = await system.query(`{
      early: observation(figure: ${figure({ ...HNTE, period: '2023-12' })}) {
        status growth { value status baseStatus ${ISSUE} } }
      direct: observation(figure: ${figure({ ...HNTE, period: '2023-12', transform: 'YOY' })}) {
        value status ${ISSUE} }
      unpublished: observation(figure: ${figure(HNTE)}) {
        growth(kind: MOM, base: AS_PUBLISHED) { value status ${ISSUE} } }
    }`);
    expect(errors).toBeUndefined();
    expect(data.early).toMatchObject({
      status: 'REPORTED',
      growth: { value: null, issue: { code: 'MISSING_BASE' } },
    });
    expect(data.early.growth.issue.message.en).toContain('2022-12');
    expect(data.early.growth.issue.fix.en).toContain('Choose a period');
    expect(data.direct).toMatchObject({ value: null, issue: { code: 'MISSING_BASE' } });
    expect(data.unpublished.growth.value === null).toBe(data.unpublished.growth.issue !== null);
  });

  test('growth over a base of nothing', async () => {
    const grown = { metric: 'LN_BAL', basis: 'CONTRACT', population: 'HNTE', period: '2024' };
    const { data } = await system.query(`{
      asked: observation(figure: ${figure({ ...grown, area: '361103' })}) {
        growth { value status ${ISSUE} } } }`);
    expect(data.asked.growth).toMatchObject({
      value: null,
      status: 'UNDEFINED',
      issue: { code: 'MISSING_BASE' },
    });
  });

  test('what may be combined is: disjoint reporters, and a part by its whole', async () => {
    const { data, errors } = await system.query(`{
      sum: ${combined('SUM', { ...HNTE, ...JJB }, { ...HNTE, ...ICBC })}
      quotient: ${combined('QUOTIENT', { ...HNTE, metric: 'LN_BAL_NPL' }, HNTE)}
      difference: ${combined('DIFFERENCE', HNTE, { ...HNTE, period: '2023-12' })}
    }`);
    expect(errors).toBeUndefined();
    for (const { value } of Object.values(data) as { value: string | null }[]) {
      expect(value).not.toBeNull();
    }
  });
});

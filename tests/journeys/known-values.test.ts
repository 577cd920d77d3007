import { AREAS } from '@qianfan/schema/codelists/areas';
import { BASES } from '@qianfan/schema/catalogue/definition';
import { FIGURE_DIMENSIONS, PROVINCE, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { each } from '../support/walkers.ts';
import { type Answer, startSystem, type TestSystem } from '../support/system.ts';

// A walk asks hundreds of questions: where others use the machine, too, that adds up.
vi.setConfig({ testTimeout: 10 * 60_000 });

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

const ask = (query: string, service: keyof TestSystem['services'] = 'regulators') =>
  system.query(query, {}, { url: system.services[service].url });

/** What every dimension calls a value that it does not know. */
const UNKNOWN = {
  population: 'UNKNOWN_POPULATION',
  reporter: 'UNKNOWN_ORGANISATION',
  area: 'UNKNOWN_AREA',
  product: 'UNKNOWN_PRODUCT',
  guarantee: 'UNKNOWN_GUARANTEE',
  term: 'UNKNOWN_TERM',
  lifecycle: 'UNKNOWN_LIFECYCLE',
  programme: 'UNKNOWN_PROGRAMME',
  agency: 'UNKNOWN_AGENCY',
} as const;
type Dimension = keyof typeof UNKNOWN;
const DIMENSIONS = Object.keys(UNKNOWN) as Dimension[];

/** Codes that no register has: of another list, beginnings of known ones, and what no id could hold. */
const VALUES: Record<Dimension, readonly string[]> = {
  population: ['NOPE', 'HNT', 'hnte', '_t', '36'],
  reporter: ['BNK_NOPE', 'BNK_', 'HNTE', 'bnk_jjb'],
  area: ['440000', '44', '3', '360', '36010', '360199', '3699', '3601000', '360101', 'HNTE', '_t'],
  product: ['NOPE', 'HNTE', 'BNK_JJB'],
  guarantee: ['NOPE', 'SHORT', 'credit'],
  term: ['NOPE', 'CREDIT', 'LONG'],
  lifecycle: ['NOPE', 'SHORT'],
  programme: ['NOPE', 'KD'],
  agency: ['NOPE', 'BNK_JJB', 'REG'],
};
/** In ids these are no values at all. */
const ILL_FORMED = ['', ' ', '南昌', '36 01', "36' or 1=1", 'x'.repeat(2000)];

const TRANSFORMS = [
  'LEVEL',
  'YOY',
  'YTD.AS_PUBLISHED',
  'PP_YOY',
  'GAP_ALL',
  'X_COHORT',
  `SHARE-${TOTAL}`,
  `RANK-${TOTAL}`,
  'COUNT-GE-0',
];
const METRICS = { RETURN: 'LN_BAL', CONTRACT: 'LN_BAL', EVENT: 'KDT_FILED_BAL' } as const;

/** Every root field that answers with a figure, asked for one that is restricted to a value. */
function rootsFor(name: Dimension, value: string, basis: keyof typeof METRICS, transform: string) {
  const metric = METRICS[basis];
  const restricted = `metric: "${metric}", period: "2024-12", basis: ${basis}, ${name}: ${JSON.stringify(value)}`;
  const figure = `{${restricted}, transform: "${transform}"}`;
  const level = `{${restricted}}`;
  const known = `{metric: "${metric}", period: "2024-12", basis: ${basis}}`;
  const periods = 'from: "2024-11", to: "2024-12"';
  const ranked = ['population', 'area'].includes(name)
    ? [
        `ranking: ranking(metric: "${metric}", period: "2024-12", basis: ${basis}, by: "${transform}",
           ${name}: ${JSON.stringify(value)}) { n }`,
      ]
    : [];
  return [
    `observation: observation(figure: ${figure}) { value lineage { nodes { position } } }`,
    `observations: observations(figures: [${known}, ${figure}]) { value growth { value } }`,
    `series: series(figure: ${figure}, ${periods}) { value }`,
    `vintages: vintages(figure: ${figure}, ${periods}) { period }`,
    `difference: difference(figure: ${figure}, between: "2025-01-14", and: "2025-02-28") { change }`,
    `sum: combined(how: SUM, figures: [${known}, ${level}]) { value }`,
    `quotient: combined(how: QUOTIENT, figures: [${level}, ${known}]) { value }`,
    ...ranked,
  ];
}

/** The id of a figure with a value in one of its places. */
function idWith(name: Dimension, value: string, basis: keyof typeof METRICS, transform: string) {
  const agency = basis === 'EVENT' ? 'PRG_DOST' : 'REG_NFRA_JX';
  const plain: Record<string, string> = { metric: METRICS[basis], area: PROVINCE, agency };
  const values = FIGURE_DIMENSIONS.map((it) => (it === name ? value : (plain[it] ?? TOTAL)));
  return `${values.join('.')}.${basis}.M:${transform}:2024-12`;
}

const told = ({ data, errors = [] }: Answer): Record<string, unknown> =>
  Object.fromEntries([
    ...Object.entries(data ?? {}).filter(([, value]) => value !== null),
    ...errors.map(({ path, extensions }) => [String(path?.[0]), extensions['code']]),
  ]);

describe('C1: a value that no register has is a typed refusal, never a number', () => {
  test.each(DIMENSIONS)(
    '%s, on every basis, in every transform, by every root field',
    async (name) => {
      const asked = [...VALUES[name], ...ILL_FORMED].flatMap((value) =>
        BASES.flatMap((basis) =>
          TRANSFORMS.map((transform) => ({ value, basis, transform })).filter(
            // each value in one transform, each transform with one value
            ({ transform: it }, n) => value === VALUES[name][0] || n === 0 || it === 'COUNT-GE-0',
          ),
        ),
      );
      await each(asked, async ({ value, basis, transform }) => {
        const roots = rootsFor(name, value, basis, transform);
        const answer = await ask(`{ ${roots.join('\n')} }`);
        const about = [name, value.slice(0, 20), basis, transform];
        const aliases = roots.map((root) => root.split(':')[0]!);
        const expected = Object.fromEntries(aliases.map((alias) => [alias, UNKNOWN[name]]));
        expect([about, told(answer)]).toEqual([about, expected]);
        if (/^\w{1,64}$/.test(value)) {
          const id = idWith(name, value, basis, transform);
          const byId = await ask(`{ figure(id: "${id}") { value } }`);
          expect([about, told(byId)]).toEqual([about, { figure: UNKNOWN[name] }]);
        }
      });
      expect(asked.length).toBeGreaterThan(30);
    },
  );

  test('says the value, cut to a length, and what is known, in both languages', async () => {
    const long = 'Y'.repeat(5000);
    for (const [name, known] of [
      ['guarantee', 'IP_PLEDGE'],
      ['population', 'HNTE'],
      ['term', 'MEDIUM_LONG'],
      ['agency', 'REG_PBC_JX'],
      ['area', '3601'],
    ]) {
      const figure = `{metric: "LN_BAL", period: "2024-12", ${name}: "${long}"}`;
      const { errors } = await ask(`{ observation(figure: ${figure}) { value } }`);
      const { text, fix } = errors![0]!.extensions as Record<string, { zh: string; en: string }>;
      expect([name, errors![0]!.path]).toEqual([name, ['observation']]);
      for (const language of ['zh', 'en'] as const) {
        expect(text![language]).toContain('YYYY');
        expect(text![language].length).toBeLessThan(200);
        expect(fix![language]).toContain(known);
      }
    }
  });

  test('the same for what a transform compares with', async () => {
    const figure = (more: string) =>
      `observation(figure: {metric: "LN_BAL", period: "2024-12"${more}})`;
    const bank = ', reporter: "BNK_JJB"';
    for (const [query, code] of [
      [`${figure(`${bank}, transform: "SHARE-NOPE"`)} { value }`, 'UNKNOWN_WHOLE'],
      [`${figure(`${bank}, transform: "SHARE-440000"`)} { value }`, 'UNKNOWN_AREA'],
      [`${figure(`${bank}, transform: "SHARE-3"`)} { value }`, 'UNKNOWN_AREA'],
      [`${figure(`${bank}, transform: "RANK-NOPE"`)} { value }`, 'UNKNOWN_PEER_GROUP'],
      [`${figure(', transform: "COUNT-LT-NOPE"')} { value }`, 'UNKNOWN_POPULATION'],
      [`${figure(bank)} { share(of: "NOPE") { value } }`, 'UNKNOWN_WHOLE'],
      [`${figure(bank)} { share(of: "360") { value } }`, 'UNKNOWN_AREA'],
      [`${figure(bank)} { rank(peerGroup: "NOPE") { rank } }`, 'UNKNOWN_PEER_GROUP'],
      [
        'ranking(metric: "LN_BAL", period: "2024-12", peerGroup: "NOPE") { n }',
        'UNKNOWN_PEER_GROUP',
      ],
      ['ranking(metric: "LN_BAL", period: "2024-12", by: "SHARE-NOPE") { n }', 'UNKNOWN_WHOLE'],
    ]) {
      const { errors } = await ask(`{ ${query} }`);
      expect([query, errors?.[0]?.extensions['code']]).toEqual([query, code]);
    }
  });

  test('a product is its owner’s: known of one bank, unknown of another', async () => {
    const figure = (product: string) =>
      ask(
        `{ observation(figure: {metric: "INS_COVER_WRITTEN", basis: CONTRACT, period: "2024-Q4", product: "${product}"}) { status } }`,
      );
    const { data } = await ask(
      '{ covers(first: 1) { nodes { product institution { code } } } }',
      'banks',
    );
    const [{ product, institution }] = data.covers.nodes;
    expect(told(await figure(`${institution.code}.${product}`))).toHaveProperty(
      'observation.status',
    );
    expect(told(await figure(`${institution.code}.NOPE`))).toEqual({
      observation: 'UNKNOWN_PRODUCT',
    });
  });
});

describe('C1: lists', () => {
  test.each([
    ['regulators', 'institutions', 'area: "440000"', 'UNKNOWN_AREA'],
    ['regulators', 'institutions', 'area: "3"', 'UNKNOWN_AREA'],
    ['regulators', 'enterprises', 'area: "360"', 'UNKNOWN_AREA'],
    ['regulators', 'enterprises', 'area: ""', 'UNKNOWN_AREA'],
    ['regulators', 'statements', 'by: "BNK_NOPE"', 'UNKNOWN_ORGANISATION'],
    ['banks', 'loans', 'area: "440000"', 'UNKNOWN_AREA'],
    ['banks', 'covers', 'area: "36010"', 'UNKNOWN_AREA'],
    ['banks', 'loans', 'institution: "BNK_NOPE"', 'UNKNOWN_ORGANISATION'],
    ['banks', 'covers', 'institution: ""', 'UNKNOWN_ORGANISATION'],
    ['banks', 'submissions', 'institution: "BNK_NOPE"', 'UNKNOWN_ORGANISATION'],
    ['banks', 'refusals', 'institution: "BNK_NOPE"', 'UNKNOWN_ORGANISATION'],
    ['programmes', 'filings', 'programme: "NOPE"', 'UNKNOWN_PROGRAMME'],
    ['programmes', 'participations', 'programme: ""', 'UNKNOWN_PROGRAMME'],
  ] as const)('of %s: %s(%s) is %s, not empty', async (service, field, args, code) => {
    expect(told(await ask(`{ ${field}(${args}) { totalCount } }`, service))).toEqual({
      [field]: code,
    });
  });
});

describe('C1: six digits name a city, a county and the province', () => {
  const long = (code: string) => code.padEnd(6, '0');
  const short = AREAS.filter(({ level }) => level !== 'COUNTY').map(({ code }) => code);

  test('in every figure, which has one id', async () => {
    for (const basis of ['RETURN', 'CONTRACT'] as const) {
      const figures = (codes: readonly string[]) =>
        codes.map(
          (area) => `{metric: "LN_BAL", period: "2024-12", basis: ${basis}, area: "${area}"}`,
        );
      const asked = (codes: readonly string[]) =>
        ask(
          `{ observations(figures: [${figures(codes).join()}]) { figureId area status value share(of: "${long('36')}") { figureId value } } }`,
        );
      const [one, other] = [await asked(short), await asked(short.map(long))];
      expect(one.errors).toBeUndefined();
      expect(other.data).toEqual(one.data);
      expect(other.data.observations.map(({ area }: { area: string }) => area)).toEqual(short);
    }
    const id = 'LN_BAL._T._T.360100._T._T._T._T._T.REG_NFRA_JX.CONTRACT.M:LEVEL:2024-12';
    const { data } = await ask(`{ figure(id: "${id}") { figureId } }`);
    expect(data.figure.figureId).toBe(id.replace('360100', '3601'));
  });

  test('in rankings, lists and look-ups', async () => {
    const same = async (query: (code: string) => string, service: 'regulators' | 'banks') => {
      for (const code of short) {
        const [one, other] = [
          await ask(query(code), service),
          await ask(query(long(code)), service),
        ];
        expect([query(code), one.errors]).toEqual([query(code), undefined]);
        expect([query(code), other.data]).toEqual([query(code), one.data]);
      }
    };
    const ranked = 'metric: "LN_BAL", period: "2024-12", basis: CONTRACT';
    await same(
      (code) =>
        `{ ranking(${ranked}, area: "${code}") { n rows { observation { figureId value } } } }`,
      'regulators',
    );
    await same(
      (code) => `{ institutions(area: "${code}") { totalCount nodes { code } } }`,
      'regulators',
    );
    await same((code) => `{ enterprises(area: "${code}") { totalCount } }`, 'regulators');
    await same((code) => `{ region(code: "${code}") { code name { zh } } }`, 'regulators');
    await same((code) => `{ loans(area: "${code}") { totalCount } }`, 'banks');
    await same((code) => `{ covers(area: "${code}") { totalCount } }`, 'banks');
  });
});

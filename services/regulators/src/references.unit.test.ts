import { type Answer, specification } from '@qianfan/kit/testing/specification';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { POPULATIONS } from '@qianfan/schema/codelists/populations';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { describe, expect, test } from 'vitest';
import { regulators } from './regulators.ts';

const NAME = { zh: '某', en: 'x' };
const organisation = (code: string, more: object = {}) => ({
  code,
  name: NAME,
  kind: 'BANK',
  area: '36',
  obligations: [],
  ...more,
});
const balance = METRIC_DEFINITIONS.find(({ code }) => code === 'LN_BAL')!;
const list = (code: string, members: string[] = []) => ({
  list: code,
  version: 1,
  name: NAME,
  issuer: 'REG_NFRA_JX',
  validFrom: '2024-01-01',
  members,
});
const statement = (figure: object) => ({
  statement: 'S1',
  publisher: 'REG_NFRA_JX',
  by: 'BNK_A',
  source: { title: 't' },
  text: { zh: 'x', en: 'x' },
  period: '2024-12',
  figure: { metric: 'LN_BAL', ...figure },
  value: '1',
  unit: '亿元',
  qualifier: 'EXACT',
});

const GIVEN: [string, object][] = [
  ...METRIC_DEFINITIONS.map((it): [string, object] => ['regulators.MetricDefined.v1', it]),
  ...[
    organisation('REG_NFRA_JX', { kind: 'REGULATOR' }),
    organisation('GRP', { kind: 'BANK_GROUP' }),
    organisation('BNK_A', { group: 'GRP', peerGroup: 'CITY' }),
  ].map((it): [string, object] => ['regulators.OrganisationRegistered.v1', it]),
  ['regulators.EnterpriseRegistered.v1', { id: 'E1', name: null, county: '360102' }],
  ['regulators.EnterpriseListPublished.v1', list('GREEN', ['E1'])],
];
const answer = (type: string, body: object): Answer => {
  const { when } = specification(regulators, GIVEN);
  when('regulators.DefineReturn', TF01);
  return when(`regulators.${type}`, body);
};

/** A body of every command, that says everything it can. */
const BODIES: Record<string, any> = {
  RegisterOrganisation: organisation('BNK_NEW', {
    group: 'GRP',
    peerGroup: 'CITY',
    obligations: [{ form: 'TF01', from: '2024-01' }],
  }),
  RegisterEnterprise: { id: 'E2', name: null, county: '360102', uscc: '91350100M000100Y43' },
  PublishList: list('NEW_LIST', ['E1']),
  OpenPeriod: {
    form: 'TF01',
    period: '2024-12',
    deadline: '2025-01-13T18:00:00+08:00',
    release: '2025-01-20T18:00:00+08:00',
  },
  DefineMetric: {
    ...balance,
    code: 'NEW',
    sources: ['TF01'],
    formula: {
      operation: 'DIFFERENCE',
      left: { metric: 'LN_BAL', population: 'HNTE', product: 'P', programme: 'KDT' },
      right: { metric: 'LN_BAL', population: '_T', guarantee: 'CREDIT', term: 'SHORT' },
    },
  },
  DefineReturn: {
    ...TF01,
    form: 'TF09',
    rows: [{ code: '1', name: NAME, population: 'BLUE', product: 'P', metrics: { D: 'LN_BAL' } }],
    columns: TF01.columns.slice(3, 4),
    rules: [],
  },
  PublishStatement: statement({
    population: 'HNTE',
    reporter: 'BNK_A',
    area: '3601',
    product: 'BNK_A.P',
    programme: 'KDT',
    transform: 'RANK-CITY',
  }),
  CloseHistory: { reason: 'x' },
};

/** Codes that say what is new, or what other services know. Everything else names what the register has. */
const FREE: Record<string, string> = {
  'RegisterOrganisation/code': 'its own',
  'RegisterEnterprise/id': 'its own',
  'RegisterEnterprise/uscc': 'not a code of ours: its check sign is judged',
  'PublishList/list': 'its own',
  'DefineMetric/code': 'its own',
  'DefineMetric/sources/0': 'forms and facts that are still to come, too',
  'DefineMetric/formula/left/product': 'known of contracts',
  'DefineMetric/formula/left/programme': 'known of programmes',
  'DefineMetric/formula/right/guarantee': 'a form may have codes of its own',
  'DefineMetric/formula/right/term': 'a form may have codes of its own',
  'DefineReturn/form': 'its own',
  'DefineReturn/rows/0/code': 'its own',
  'DefineReturn/rows/0/population': 'a row makes a population',
  'DefineReturn/rows/0/product': 'known of contracts; a form may have codes of its own',
  'DefineReturn/columns/0/code': 'its own',
  'DefineReturn/tables/0': 'its own',
  'DefineReturn/tables/1': 'its own',
  'PublishStatement/statement': 'its own',
  'PublishStatement/figure/product': 'known of contracts',
  'PublishStatement/figure/programme': 'known of programmes',
  'RegisterOrganisation/peerGroup': 'whoever is in it makes it',
};
/** Not codes: texts, numbers as text, times, and closed vocabularies of which the schema lets nothing else in. */
const NO_CODE =
  /\/(zh|en|title|reason|unit|value|qualifier|period|deadline|release|from|validFrom|effectiveFrom|kind|additivity|frequency|operation|accumulation|currency)$|\/(bases|dimensions)\/\d+$/;

function places(value: any, path = ''): string[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) => places(it, `${path}/${key}`));
}

function changed(body: any, path: string, to: string): any {
  const copy = structuredClone(body);
  const keys = path.split('/').slice(1);
  const last = keys.pop()!;
  keys.reduce((it, key) => it[key], copy)[last] = to;
  return copy;
}

const unknownLike = (path: string): string =>
  path.endsWith('county') ? '369999' : path.endsWith('area') ? '3699' : 'NOPE';

describe('every code that a command names is one that somebody has', () => {
  const walked = Object.entries(BODIES).flatMap(([type, body]) =>
    places(body)
      .filter((path) => !NO_CODE.test(path))
      .map((path) => [`${type}${path}`, type, path] as const),
  );

  test('every command is walked, and what is said to be free is there', () => {
    const types = regulators.commands.map(({ type }) => type.slice('regulators.'.length));
    expect(Object.keys(BODIES).toSorted()).toEqual(types.toSorted());
    const visited = walked.map(([place]) => place);
    expect(Object.keys(FREE).filter((place) => !visited.includes(place))).toEqual([]);
  });

  test.each(Object.keys(BODIES))('%s is accepted as it stands', (type) => {
    expect(answer(type, BODIES[type]).codes).toEqual([]);
  });

  test.each(walked.filter(([place]) => !(place in FREE)))('%s', (_, type, path) => {
    const found = answer(type, changed(BODIES[type], path, unknownLike(path)));
    expect(found.type).toBe('CommandRefused');
    for (const { code } of found.issues) expect(code).toMatch(/^(UNKNOWN_|BAD_USER_INPUT)/);
    // Reference data may still come; an area and a grammar do not.
    const comes = found.codes.every((code) => /^UNKNOWN_(?!AREA|CELL)/.test(code));
    expect(found.awaitsReference).toBe(comes && type !== 'OpenPeriod');
  });

  test.each([
    ['RANK-NOPE', 'UNKNOWN_PEER_GROUP'],
    ['SHARE-NOPE', 'UNKNOWN_WHOLE'],
    ['SHARE-3699', 'UNKNOWN_WHOLE'],
    ['COUNT-GT-NOPE', 'UNKNOWN_POPULATION'],
    ['JUNK', 'BAD_USER_INPUT'],
    ['PP_YOY', 'POINTS_OF_AMOUNT'],
  ])('a statement about %s: %s', (transform, code) => {
    expect(answer('PublishStatement', statement({ transform })).codes).toEqual([code]);
  });

  test.each(['RANK-GRP', 'RANK-_T', 'SHARE-HNTE', 'SHARE-GREEN', 'SHARE-3601', 'SHARE-GRP', 'YOY'])(
    'a statement about %s stands',
    (transform) => {
      expect(answer('PublishStatement', statement({ transform })).codes).toEqual([]);
    },
  );

  test('a list of thousands of strangers is told by the first hundred', () => {
    const strangers = Array.from({ length: 15_000 }, (_, n) => `X${n}`);
    const { issues, awaitsReference } = answer('PublishList', list('NEW_LIST', strangers));
    expect(issues).toHaveLength(100);
    expect(issues[0]).toMatchObject({ code: 'UNKNOWN_ENTERPRISE', path: '/members' });
    expect(awaitsReference).toBe(true);
  });
});

describe('names that figures do not tell apart', () => {
  const TAKEN = {
    area: '3607',
    'another number': '1234',
    population: 'HNTE',
    'all loans': 'ALL',
    list: 'GREEN',
    organisation: 'BNK_A',
    'peer group': 'CITY',
  };
  const say: Record<string, (code: string) => Answer> = {
    organisation: (code) => answer('RegisterOrganisation', organisation(code)),
    'peer group': (code) =>
      answer('RegisterOrganisation', organisation('BNK_NEW', { peerGroup: code })),
    list: (code) => answer('PublishList', { ...list(code), version: code === 'GREEN' ? 2 : 1 }),
    population: (code) =>
      answer('DefineReturn', {
        ...BODIES['DefineReturn'],
        rows: [{ ...BODIES['DefineReturn'].rows[0], population: code }],
      }),
  };
  /** The same thing again, or a list and the population that it makes up. */
  const SAME: Record<string, readonly string[]> = {
    organisation: ['organisation'],
    'peer group': ['peer group'],
    list: ['list', 'population'],
    population: ['list', 'population', 'all loans'],
  };
  const pairs = Object.keys(say).flatMap((as) =>
    Object.entries(TAKEN).map(([of, code]) => [as, of, code] as const),
  );

  test.each(pairs)('a %s by the name of a %s: %s', (as, of, code) => {
    const { codes } = say[as]!(code);
    if (SAME[as]!.includes(of)) expect(codes).not.toContain('NAME_TAKEN');
    else expect(codes).toContain('NAME_TAKEN');
  });

  test('a list makes no union, and no organisation is its own peer group', () => {
    for (const { code, lists } of POPULATIONS) {
      const { codes } = answer('PublishList', list(code));
      expect(codes).toEqual(lists.includes(code) ? [] : ['NAME_TAKEN']);
    }
    const alone = organisation('BNK_NEW', { peerGroup: 'BNK_NEW' });
    expect(answer('RegisterOrganisation', alone).codes).toEqual(['NAME_TAKEN']);
  });

  test('whoever has a name already keeps it', () => {
    const { when } = specification(regulators, GIVEN);
    const bank = organisation('BNK_NEW', { peerGroup: 'CITY' });
    expect(when('regulators.RegisterOrganisation', bank).codes).toEqual([]);
    expect(when('regulators.RegisterOrganisation', { ...bank, area: '3601' }).codes).toEqual([]);
  });
});

import { type Fact, SERVICES } from '@qianfan/schema/kernel/fact';
import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { trespassesOf } from '../support/trespass.ts';
import { shownBy, textPlaces } from '../support/walk.ts';
import {
  codesOf,
  each,
  mayAsk,
  openWalk,
  rootsOf,
  type Walk,
  WALKERS,
} from '../support/walkers.ts';

// A walk asks hundreds of questions: where others use the machine, too, that adds up.
vi.setConfig({ testTimeout: 10 * 60_000 });

let walk: Walk;
beforeAll(async () => {
  walk = await openWalk();
});
afterAll(() => walk?.close());

describe('I6: along what is everybody’s', () => {
  const COUNTS = `loans(first: 500) { totalCount scope nodes { id } }
    covers(first: 500) { totalCount scope nodes { id } }
    filings(first: 500) { totalCount scope nodes { id } }`;
  const KINDS = {
    loans: ['banks.LoanDrawn.v1', ({ key, body }: Fact<any>) => `${key}/${body.loan}`],
    covers: ['banks.CoverIssued.v1', ({ key, body }: Fact<any>) => `${key}/${body.cover}`],
    filings: [
      'programmes.LoanFiled.v1',
      ({ body }: Fact<any>) => `${body.bank}/${body.programme}/${body.loan}`,
    ],
  } as const;

  /** Ids of contracts by the raw facts, sorted. */
  const idsOf = (kind: keyof typeof KINDS, holds: (fact: Fact<any>, owner: string) => boolean) => {
    const [type, idOf] = KINDS[kind];
    return walk.facts
      .filter((fact) => fact.type === type && holds(fact, fact.body.bank ?? fact.key))
      .map(idOf)
      .toSorted();
  };

  /** What holds of the contracts at a place. */
  const places: Record<string, () => { root: string; holds: (body: any) => boolean }> = {
    'an enterprise': () => {
      const { busiest } = walk;
      return { root: `enterprise(id: "${busiest}")`, holds: (body) => body.enterprise === busiest };
    },
    ...Object.fromEntries(
      [2, 4, 6].map((digits) => [
        `an area of ${digits} digits`,
        () => {
          const area = countyOf(walk.busiest).slice(0, digits);
          return {
            root: `region(code: "${area}")`,
            holds: (body: any) => body.county.startsWith(area),
          };
        },
      ]),
    ),
  };
  const countyOf = (firm: string): string =>
    walk.facts.find(({ type, body }) => type === 'banks.LoanDrawn.v1' && body.enterprise === firm)!
      .body.county;

  test.each(Object.keys(places))('%s: a bank sees its own rows, and is told so', async (place) => {
    const { root, holds } = places[place]!();
    for (const [walker, principal] of Object.entries(WALKERS)) {
      if (!principal || walker === 'dost' || walker === 'city') continue;
      const seesAll = mayAsk(principal, 'BANK', 'SOMEBODY');
      const { data } = await walk.ask('gateway', walker, `{ at: ${root} { ${COUNTS} } }`);
      for (const kind of ['loans', 'covers', 'filings'] as const) {
        const expected = idsOf(
          kind,
          ({ body }, owner) => holds(body) && (seesAll || owner === principal.institution),
        );
        const { totalCount, scope, nodes } = data.at[kind];
        expect([walker, kind, totalCount, scope, nodes.length]).toEqual([
          walker,
          kind,
          expected.length,
          seesAll ? 'ALL' : 'OWN',
          Math.min(expected.length, 500),
        ]);
        if (expected.length <= 500) {
          expect(nodes.map(({ id }: { id: string }) => id).toSorted()).toEqual(expected);
        }
      }
    }
  });

  test('a regulator of a city sees what lies in it, and nothing else', async () => {
    const inCity = ({ body }: Fact<any>) => body.county.startsWith('3604');
    const lists = await walk.ask(
      'gateway',
      'city',
      `{ loans(first: 500) { totalCount nodes { id } } covers(first: 500) { totalCount nodes { id } }
         filings(first: 500) { totalCount nodes { id } } at: region(code: "36") { ${COUNTS} } }`,
    );
    for (const kind of ['loans', 'covers', 'filings'] as const) {
      const expected = idsOf(kind, inCity);
      expect(expected.length).toBeGreaterThan(0);
      expect([kind, lists.data[kind].totalCount]).toEqual([kind, expected.length]);
      expect([kind, lists.data.at[kind].totalCount]).toEqual([kind, expected.length]);
    }
    for (const field of ['loans', 'covers', 'filings']) {
      const elsewhere = `{ region(code: "3601") { ${field} { totalCount } } }`;
      expect(codesOf(await walk.ask('gateway', 'city', elsewhere))).toEqual(['FORBIDDEN']);
    }
  });

  test('a regulator of a city sees the returns and refusals of its own institutions only', async () => {
    const returns = '{ submissions(first: 500) { totalCount nodes { institution { code } } } }';
    const { data } = await walk.ask('gateway', 'city', returns);
    const codes = data.submissions.nodes.map(({ institution }: any) => institution?.code);
    expect(new Set(codes)).toEqual(new Set(['BNK_JJB']));
    expect(data.submissions.totalCount).toBe(codes.length);
    const { institution } = WALKERS['icbc']!;
    for (const document of [
      `{ submission(institution: "${institution}", form: "TF01", period: "2024-12") { id } }`,
      `{ submissions(institution: "${institution}") { totalCount } }`,
    ]) {
      expect([document, codesOf(await walk.ask('gateway', 'city', document))]).toEqual([
        document,
        ['FORBIDDEN'],
      ]);
    }
    const REFERENCES = 'query ($of: [_Any!]!) { _entities(representations: $of)';
    const submission = { __typename: 'Submission', id: `${institution}/TF01/2024-12` };
    const answers = [
      await walk.ask('banks', 'city', `${REFERENCES} { ... on Submission { revision } } }`, {
        of: [submission],
      }),
      await walk.ask(
        'banks',
        'city',
        `${REFERENCES} { ... on Institution { refusals { totalCount } } } }`,
        {
          of: [{ __typename: 'Institution', code: institution }],
        },
      ),
    ];
    for (const answer of answers) expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });
});

describe('I6: codes where none belongs', () => {
  const cursor = (...keys: (string | number)[]) =>
    Buffer.from(JSON.stringify(keys)).toString('base64url');
  const foreign = 'BNK_ICBC_JX';
  const smuggled = [
    foreign,
    `${foreign}/L-1`,
    `SHARE-${foreign}`,
    `BNK_JJB' or institution = '${foreign}`,
    `../${foreign}`,
    cursor(foreign),
    cursor(foreign, 'A'),
    cursor('BNK_CMB_NC', 'TF01', '2023-12'),
  ];

  test.each(SERVICES)(
    'in any text that %s takes: no row of another, and nothing breaks',
    async (port) => {
      const fields = walk.schemas[port].getQueryType()!.getFields();
      const own = walk.subjectOf('BNK_JJB');
      const asks = rootsOf(port, own).filter((one, n, all) => {
        const first = all.findIndex(({ field }) => field === one.field);
        return n === first || one.names;
      });
      const documents = asks.flatMap((one) => {
        const type = getNamedType(fields[one.field]!.type);
        if (!isObjectType(type)) return [];
        return textPlaces(fields[one.field]!).flatMap((place) =>
          smuggled.map(
            (text) => [one.field, withText(one.args, place, text), shownBy(type)] as const,
          ),
        );
      });
      await each(documents, async ([field, args, selection]) => {
        const answer = await walk.ask(port, 'jjb', `{ ${field}(${args}) { ${selection} } }`);
        const told = JSON.parse(
          JSON.stringify(answer.data ?? null, (key, value) => (isEcho(key, value) ? null : value)),
        ) as unknown;
        const about = `${field}(${args})`;
        expect([about, trespassesOf(WALKERS['jjb']!, told, walk.facts)]).toEqual([about, []]);
        expect([about, codesOf(answer)]).not.toEqual([about, expect.arrayContaining(['INTERNAL'])]);
      });
    },
  );

  /** Where an answer repeats the question: the dimensions of a figure, and why it has no value. */
  const isEcho = (key: string, value: unknown): boolean =>
    /^(figureIds|issue)$/.test(key) ||
    (/^(\w*[fF]igureId|population|area|peerGroup|agency)$/.test(key) && typeof value === 'string');

  test('in arguments along the way', async () => {
    const share = `{ observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12", reporter: "BNK_JJB"}) {
      share(of: "${foreign}") { value } } }`;
    expect(codesOf(await walk.ask('gateway', 'jjb', share))).toEqual(['FORBIDDEN']);
    for (const field of ['loans', 'covers']) {
      const asking = (page: string) => `{ region(code: "36") { ${field}(${page})`;
      const { data } = await walk.ask(
        'gateway',
        'auditor',
        `${asking('first: 1')} { pageInfo { endCursor } } } }`,
      );
      const [list] = JSON.parse(
        Buffer.from(data.region[field].pageInfo.endCursor, 'base64url').toString(),
      ) as [string];
      for (const keyset of [
        ['BNK_ICBC_JX', 'A'],
        ['A', 'A'],
        ['BNK_JJA', ''],
      ]) {
        const after = Buffer.from(JSON.stringify([list, keyset])).toString('base64url');
        const answer = await walk.ask(
          'gateway',
          'jjb',
          `${asking(`first: 500, after: "${after}"`)} { scope nodes { id institution { code } position } } } }`,
        );
        expect(codesOf(answer)).toEqual([]);
        expect(trespassesOf(WALKERS['jjb']!, answer.data, walk.facts)).toEqual([]);
      }
    }
  });
});

/** Arguments with one of them, perhaps inside an input object, replaced by a text. */
function withText(args: string, [name, inner]: string[], text: string): string {
  const quoted = JSON.stringify(text);
  if (inner === undefined) {
    const [before, given] = [args, new RegExp(`\\b${name}: ("[^"]*"|[\\w.]+)`)];
    return given.test(before)
      ? before.replace(given, () => `${name}: ${quoted}`)
      : [before, `${name}: ${quoted}`].filter(Boolean).join(', ');
  }
  const given = new RegExp(`\\b${inner}: ("[^"]*"|[\\w.]+)`, 'g');
  return given.test(args)
    ? args.replaceAll(given, () => `${inner}: ${quoted}`)
    : args.replaceAll('{', () => `{${inner}: ${quoted}, `);
}

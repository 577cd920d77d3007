import { banks } from '@qianfan/banks/banks';
import { closeDemo, demoCommands } from '@qianfan/demo/history';
import { validTf01 } from '@qianfan/demo/returns/sample';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import { type Fact, type Service, SERVICES } from '@qianfan/schema/kernel/fact';
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
      for (const after of [cursor('BNK_ICBC_JX', 'A'), cursor('A', 'A'), cursor('BNK_JJA', '')]) {
        const answer = await walk.ask(
          'gateway',
          'jjb',
          `{ region(code: "36") { ${field}(first: 500, after: "${after}") { scope nodes { id institution { code } position } } } }`,
        );
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

describe('I6: the auditor’s streams', () => {
  const paths = ['heads', 'cursors', 'facts?partition=0', 'replay'];
  const statusOf = async (url: string, walker: string): Promise<number> => {
    const token = walk.tokenOf(walker);
    const isReplay = url.endsWith('/replay');
    const response = await fetch(url, {
      method: isReplay ? 'POST' : 'GET',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(isReplay && { 'content-type': 'application/json' }),
      },
      ...(isReplay && { body: JSON.stringify({ until: '2024-12-31T00:00:00Z' }) }),
    });
    await response.text();
    return response.status;
  };

  test.each(SERVICES)('of %s are for auditors and the province’s regulators', async (service) => {
    for (const walker of Object.keys(WALKERS)) {
      const expected =
        walker === 'nobody' ? 401 : ['auditor', 'regulator'].includes(walker) ? 200 : 403;
      for (const path of paths) {
        for (const url of [
          `${walk.urlOf(service)}/audit/${path}`,
          `${walk.urlOf('gateway')}/audit/${service}/${path}`,
        ]) {
          expect([walker, url, await statusOf(url, walker)]).toEqual([walker, url, expected]);
        }
      }
    }
  });

  test('what needs no token names no institution', async () => {
    for (const port of ['gateway', ...SERVICES] as const) {
      for (const path of ['metrics', 'healthz', 'readyz', ...(port === 'gateway' ? [] : ['cut'])]) {
        const response = await fetch(`${walk.urlOf(port)}/${path}`);
        expect([port, path, response.status]).toEqual([port, path, 200]);
        expect(await response.text()).not.toMatch(/BNK_|INS_|PRG_|REG_|E00\d\d/);
      }
    }
  });
});

describe('I6: commands', () => {
  const definitions = { regulators, banks, programmes };
  /** One body of each type, by which somebody acts for 工商银行 (or for itself, where it names nobody). */
  const bodies = new Map<string, object>(
    [...demoCommands(), closeDemo()].map(({ type, body }) => [type, body]),
  );
  const more: Record<string, object> = {
    'banks.GrantCreditLine': {
      institution: 'BNK_ICBC_JX',
      line: 'C-1',
      enterprise: 'E0001',
      limit: '1.00',
      grantedOn: '2025-01-02',
      expiresOn: '2026-01-01',
    },
    'banks.SignAgreement': {
      institution: 'BNK_ICBC_JX',
      agreement: 'A-1',
      area: '3601',
      party: { zh: '市科学技术局', en: 'Science Bureau' },
      signedOn: '2025-01-02',
    },
    'regulators.PublishStatement': {
      statement: 'S-2',
      publisher: 'REG_NFRA_JX',
      by: 'BNK_ICBC_JX',
      source: { title: '演示' },
      text: { zh: '贷款余额翻番', en: 'loans have doubled' },
      period: '2024-12',
      figure: { metric: 'LN_BAL', reporter: 'BNK_ICBC_JX' },
      value: '100',
      unit: '%',
      qualifier: 'ABOUT',
    },
    'banks.WriteOffLoan': {
      institution: 'BNK_ICBC_JX',
      loan: 'L',
      amount: '1.00',
      on: '2025-01-02',
    },
  };
  const bodyOf = (type: string): object => {
    const body = bodies.get(type) ?? more[type];
    if (!body) throw new Error(`no body of ${type}: say here what it looks like`);
    const owner = type.includes('Cover') ? 'INS_OTHER' : 'BNK_ICBC_JX';
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        (name === 'institution' || name === 'bank') && type !== 'programmes.JoinBank'
          ? owner
          : value,
      ]),
    );
  };

  test.each(SERVICES)('of %s: nobody acts for another, or beyond its role', async (service) => {
    const before = await headsOf(service);
    for (const walker of ['jjb', 'picc', 'dost', 'auditor', 'city', 'importer'] as const) {
      const { role } = WALKERS[walker]!;
      const types = definitions[service].commands.filter(({ roles }) => {
        const owned = ['BANK', 'INSURER'].includes(role) || !roles.includes(role);
        return owned || role === 'IMPORTER';
      });
      const commands = types.map(({ type }, n) => ({
        id: `beyond-${walker}-${n}`,
        type,
        body: bodyOf(type),
      }));
      const { data, errors } = await walk.ask(
        'gateway',
        walker,
        `mutation ($commands: [CommandInput!]!) {
          outcomes: ${service}Submit(commands: $commands) { status receipt { position } issues { code } }
        }`,
        { commands },
      );
      expect(errors).toBeUndefined();
      expect(data.outcomes).toHaveLength(commands.length);
      const told = data.outcomes.map(({ status, receipt, issues }: any, n: number) => [
        commands[n]!.type,
        status,
        receipt,
        issues[0]?.code,
      ]);
      const code = walker === 'importer' ? expect.any(String) : 'FORBIDDEN';
      expect([walker, told]).toEqual([
        walker,
        commands.map(({ type }) => [type, 'REJECTED', null, code]),
      ]);
    }
    expect(await headsOf(service)).toEqual(before);
  });

  const headsOf = async (service: Service): Promise<number[]> => {
    const response = await fetch(`${walk.urlOf(service)}/audit/heads`, {
      headers: { authorization: `Bearer ${walk.tokenOf('auditor')}` },
    });
    const { heads } = (await response.json()) as { heads: { pos: number }[] };
    return heads.map(({ pos }) => pos);
  };

  test('a return of another bank is refused at its own mutation, too', async () => {
    const body = validTf01({ institution: 'BNK_ICBC_JX', period: '2024-12', revision: 9 });
    const { borrowers: _, ...rest } = body;
    for (const walker of ['jjb', 'picc', 'dost', 'auditor', 'regulator']) {
      for (const port of ['gateway', 'banks'] as const) {
        const answer = await walk.ask(
          port,
          walker,
          `mutation ($input: SubmitReturnInput!) {
            submitReturn(input: $input) { status receipt { position } issues { code } }
          }`,
          { input: { id: 'beyond', ...rest, borrowers: [] } },
        );
        expect([walker, answer.data, codesOf(answer)]).toEqual([walker, null, ['FORBIDDEN']]);
      }
    }
  });
});

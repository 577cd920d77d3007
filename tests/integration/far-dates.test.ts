import { adoptSeed } from '@qianfan/demo/play';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { qianfan } from '../support/cli.ts';
import { type Answer, startSystem, type TestSystem } from '../support/system.ts';
import { codesOf, each, type Port, PORTS, rootsOf } from '../support/walkers.ts';
import { waysIn } from '../support/walk.ts';

// A walk asks hundreds of questions: where others use the machine, too, that adds up.
vi.setConfig({ testTimeout: 5 * 60_000 });

const SUBJECT = {
  ...{ institution: 'BNK_JJB', loan: 'NONE', cover: 'NONE', filing: 'NONE', enterprise: 'E1' },
};

/** Of which nobody speaks, and the edges of what is spoken of. */
const YEARS = ['0000', '0001', '0999', '1000', '1582', '1899', '1900', '1969', '1970'].concat(
  ...['2199', '2200', '2255', '2256', '2300', '2999', '9999'],
);
const farFor = (kind: string, year: string): string[] => {
  const days = [`${year}-01-01`, `${year}-12-31`];
  if (kind === 'Date') return days;
  if (kind === 'Period') return [year, `${year}-01`, `${year}-12`, `${year}-Q4`];
  return days.flatMap((day) => [`${day}T00:00:00Z`, `${day}T23:59:59.999999-12:00`]);
};
const FAR = YEARS.flatMap((year) =>
  ['Date', 'Period', 'Instant'].flatMap((it) => farFor(it, year)),
);

/** Or nearly: at an edge the offset decides. */
const isSpokenOf = (text: string): boolean => text >= '1900' && text < '2200-01-02';

let system: TestSystem;
const schemas = {} as Record<Port, GraphQLSchema>;
beforeAll(async () => {
  system = await startSystem({ demo: false });
  await adoptSeed({ url: system.url, token: system.token('importer') });
  // History was just closed: every service has to hear of it before anything can be read.
  await vi.waitFor(
    async () => expect((await ask('gateway', '{ metrics { code } }')).errors).toBeUndefined(),
    { timeout: 30_000, interval: 200 },
  );
  for (const port of PORTS) {
    schemas[port] = buildClientSchema((await ask(port, getIntrospectionQuery())).data);
  }
});
afterAll(() => system?.stop());

const urlOf = (port: Port): string => (port === 'gateway' ? system.url : system.services[port].url);

async function ask(port: Port, query: string, more: object = {}, headers = {}): Promise<Answer> {
  const response = await fetch(`${urlOf(port)}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${system.token('auditor')}`,
      ...headers,
    },
    body: JSON.stringify({ query, ...more }),
  });
  return (await response.json()) as Answer;
}

/** What is said of a time of which nobody can speak: typed, and never that the fault is ours. */
function expectTyped(about: unknown, answer: Answer): void {
  for (const { extensions, message } of answer.errors ?? []) {
    expect([about, extensions['code']]).not.toEqual([about, 'INTERNAL']);
    expect([about, message]).toEqual([about, expect.stringMatching(/\p{Script=Han}.*[a-z]/su)]);
  }
}

describe('a time far away is a client’s mistake', () => {
  test('in As-Of and Min-Cut, by header or extension', async () => {
    await each(FAR, async (text) => {
      for (const [header, name, code] of [
        ['as-of', 'asOf', 'BAD_AS_OF'],
        ['min-cut', 'minCut', 'BAD_MIN_CUT'],
      ] as const) {
        // One that can be spoken of is waited for, two seconds each time.
        if (name === 'minCut' && isSpokenOf(text) && text > '2199-01-01') continue;
        for (const answer of [
          await ask('gateway', '{ metrics { code } }', {}, { [header]: text }),
          await ask('gateway', '{ metrics { code } }', { extensions: { [name]: text } }),
        ]) {
          expectTyped([header, text], answer);
          const [said] = codesOf(answer);
          const expected = [code, 'FUTURE_AS_OF', 'NOT_YET_AVAILABLE'];
          if (!isSpokenOf(text)) expect(expected, `${header} ${text}`).toContain(said);
        }
      }
    });
    for (const cut of ['9999999999999999', '7258204800000000', '-1', 'x']) {
      const answer = await ask(
        'banks',
        '{ refusals { totalCount } }',
        {},
        { 'x-qianfan-cut': cut },
      );
      expectTyped(cut, answer);
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    }
  });

  test.each(PORTS)('in every argument of a time that %s takes', async (port) => {
    const schema = schemas[port];
    const roots = rootsOf(port, SUBJECT);
    const asked: string[] = [];
    const add = (way: readonly string[], field: string, given: string, selection: string) =>
      asked.push(
        `{ ${way.reduceRight((inner, step) => `${step} { ${inner} }`, `${field}(${given})${selection}`)} }`,
      );
    const walk = (type: string, way: readonly string[]) => {
      const named = schema.getType(type);
      if (!isObjectType(named)) return;
      for (const field of Object.values(named.getFields())) {
        const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
        for (const { name, type: taken } of field.args) {
          const kind = getNamedType(taken).name;
          if (!['Date', 'Period', 'Instant'].includes(kind)) continue;
          for (const text of YEARS.flatMap((year) => farFor(kind, year))) {
            if (way.length > 0) add(way, field.name, `${name}: "${text}"`, selection);
          }
        }
      }
    };
    for (const [type, way] of waysIn(schema, roots)) walk(type, way);
    const fields = schema.getQueryType()!.getFields();
    for (const { field, args } of roots) {
      const selection = isObjectType(getNamedType(fields[field]!.type)) ? ' { __typename }' : '';
      for (const said of args.match(/(?<=[":])\d{4}(?:-\d{2}(?:-\d{2})?|-Q\d)?(?=")/g) ?? []) {
        const kind = said.length === 10 ? 'Date' : 'Period';
        for (const text of YEARS.flatMap((year) => farFor(kind, year))) {
          add([], field, args.replace(`${said}"`, `${text}"`), selection);
        }
      }
      for (const { name, type } of fields[field]!.args) {
        const kind = getNamedType(type).name;
        if (!['Date', 'Instant'].includes(kind) || args.includes(`${name}:`)) continue;
        for (const text of YEARS.flatMap((year) => farFor(kind, year))) {
          add([], field, [args, `${name}: "${text}"`].filter(Boolean).join(', '), selection);
        }
      }
    }
    const documents = [...new Set(asked)];
    await each(documents, async (document) => expectTyped(document, await ask(port, document)));
    expect(documents.length).toBeGreaterThan(100);
  });

  test('in the key of an entity', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
    for (const period of YEARS.flatMap((year) => farFor('Period', year))) {
      const of = [{ __typename: 'Submission', id: `BNK_JJB/TF01/${period}` }];
      expectTyped(period, await ask('banks', query, { variables: { of } }));
    }
  });

  test('in every time that a command states', async () => {
    const open = (period: string, more: object = {}) => ({
      ...{ form: 'TF01', period },
      ...{ deadline: '2025-01-20T18:00:00+08:00', release: '2025-01-25T09:00:00+08:00' },
      ...more,
    });
    const bodies = YEARS.flatMap((year) => [
      ...farFor('Period', year).map((period) => open(period)),
      ...farFor('Instant', year).flatMap((instant) => [
        open('2024-12', { deadline: instant }),
        open('2024-12', { release: instant }),
      ]),
    ]);
    await each(bodies, async (body) => {
      const { data, errors } = await system.query(
        `mutation ($id: ID!, $body: JSON!) {
          regulatorsSubmit(commands: [{ id: $id, type: "regulators.OpenPeriod", body: $body }]) {
            status issues { code }
          }
        }`,
        {
          id: `far-${JSON.stringify(body)
            .replace(/[^\w.-]/g, '')
            .slice(-100)}`,
          body,
        },
      );
      expect([body, errors]).toEqual([body, undefined]);
      const [{ status, issues }] = data.regulatorsSubmit;
      const said = [body.period, body.deadline, body.release];
      if (!said.every(isSpokenOf)) expect([body, status]).not.toEqual([body, 'ACCEPTED']);
      for (const { code } of issues) expect([body, code]).not.toEqual([body, 'INTERNAL']);
    });
  });

  test('in knownAt and receivedAt', async () => {
    await each(YEARS, async (year) => {
      for (const name of ['knownAt', 'receivedAt']) {
        for (const text of farFor('Instant', year)) {
          const answer = await system.query(
            `mutation ($commands: [CommandInput!]!) {
              regulatorsSubmit(commands: $commands) { status issues { code } }
            }`,
            {
              commands: [
                { id: `k-${year}`, type: 'regulators.CloseHistory', body: {}, [name]: text },
              ],
            },
            { as: 'importer' },
          );
          expectTyped([name, text], answer);
          expect(JSON.stringify(answer)).not.toContain('INTERNAL');
        }
      }
    });
  });

  test('on the command line', async () => {
    for (const text of [...FAR, '0001-01-01T00:00:00Z']) {
      const runs = [
        ['--account', 'regulator', 'status', '--as-of', text],
        ['--account', 'regulator', 'status', '--form', 'TF01', '--period', text],
        ['--account', 'auditor', 'replay', '--service', 'banks', '--until', text],
      ];
      for (const argv of runs) {
        const { exit, stderr } = await qianfan(system, argv);
        const about = argv.join(' ');
        expect([about, stderr]).not.toEqual([about, expect.stringMatching(/INTERNAL|RangeError/)]);
        if (!isSpokenOf(text)) expect([about, exit]).toEqual([about, 2]);
      }
    }
  });

  test('and the auditor’s replay', async () => {
    for (const text of [...FAR, 'x', '', formatInstant(0)]) {
      const response = await fetch(`${system.url}/audit/banks/replay`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${system.token('auditor')}`,
        },
        body: JSON.stringify({ until: text }),
      });
      const told = await response.text();
      expect([text, told]).not.toEqual([text, expect.stringContaining('INTERNAL')]);
      expect(response.status).toBeLessThan(504);
      expect(response.status).not.toBe(500);
    }
  });
});

import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import type { Principal } from '@qianfan/kit/identity/principal';
import { createPool } from '@qianfan/kit/postgres/pool';
import { type Fact, type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { type Ask, rootAsks, type Subject } from './asks.ts';
import { allFacts } from './facts.ts';
import { type Answer, startSystem, type TestSystem } from './system.ts';
import { halves } from './halves.ts';
import { shownBy } from './walk.ts';

/** Who walks: an account each, a regulator of one city beside them, and nobody. */
export const WALKERS: Record<string, Principal | undefined> = {
  jjb: demoAccounts.jjb,
  icbc: demoAccounts.icbc,
  picc: demoAccounts.picc,
  dost: demoAccounts.dost,
  regulator: demoAccounts.regulator,
  city: { ...demoAccounts.regulator, jurisdiction: '3604', actor: 'city-regulator' },
  auditor: demoAccounts.auditor,
  importer: demoAccounts.importer,
  nobody: undefined,
};

export type Port = Service | 'gateway';
export const PORTS: readonly Port[] = ['gateway', ...SERVICES];

/** The system with everybody's tokens, what its ports can be asked, and the raw facts beside it. */
export interface Walk {
  system: TestSystem;
  facts: readonly Fact<any>[];
  schemas: Record<Port, GraphQLSchema>;
  urlOf: (port: Port) => string;
  tokenOf: (walker: string) => string | undefined;
  ask: (port: Port, walker: string, query: string, variables?: object) => Promise<Answer>;
  /** The same in halves and halves of halves, where it is too much at once; what is too much by itself shows nothing. */
  askWhole: (port: Port, walker: string, query: string) => Promise<Answer>;
  /** The enterprise with whom most institutions have something: along it, others' rows lie beside the own ones. */
  busiest: string;
  /** An institution with rows that it has indeed. */
  subjectOf: (institution: string) => Subject;
  close: () => Promise<void>;
}

/** Starts the system, and gives every bank a refusal of its own. */
export async function openWalk(): Promise<Walk> {
  const system = await startSystem();
  const journals = createPool(system.database.adminUrl);
  const close = async () => {
    await journals.end();
    await system.stop();
  };
  const issuer = await openIssuer(system.state);
  const tokens = new Map<string, string>();
  for (const [name, principal] of Object.entries(WALKERS)) {
    if (principal) tokens.set(name, await issuer.mintToken(principal));
  }
  const urlOf = (port: Port): string =>
    port === 'gateway' ? system.url : system.services[port].url;

  const ask: Walk['ask'] = async (port, walker, query, variables = {}) => {
    const token = tokens.get(walker);
    const response = await fetch(`${urlOf(port)}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };

  const askWhole: Walk['askWhole'] = async (port, walker, query) => {
    const answer = await ask(port, walker, query);
    if (!codesOf(answer).includes('TOO_COMPLEX')) return answer;
    const data: unknown[] = [];
    const errors: NonNullable<Answer['errors']> = [];
    for (const half of halves(query)) {
      const found = await askWhole(port, walker, half);
      data.push(found.data);
      errors.push(...(found.errors ?? []));
    }
    return { data, errors };
  };

  await refuseSomething(system);
  await saySomething(system);
  const facts = await allFacts(journals);
  const schemas = {} as Record<Port, GraphQLSchema>;
  for (const port of PORTS) {
    const { data } = await ask(port, 'auditor', getIntrospectionQuery());
    schemas[port] = buildClientSchema(data);
  }
  const busiest = busiestEnterprise(facts);
  const subjectOf = (code: string) => subjectIn(facts, busiest, code);
  const tokenOf = (walker: string) => tokens.get(walker);
  return { system, facts, schemas, urlOf, tokenOf, ask, askWhole, busiest, subjectOf, close };
}

/** A refusal each, which is a row of its bank. */
async function refuseSomething(system: TestSystem): Promise<void> {
  for (const as of ['jjb', 'icbc'] as const) {
    const { institution } = demoAccounts[as];
    const body = { institution, loan: 'NONE', amount: '1.00', on: '2025-02-03' };
    const { data } = await system.query(
      `mutation ($body: JSON!) {
        banksSubmit(commands: [{ id: "refused", type: "banks.RepayLoan", body: $body }]) {
          status receipt { knownAt }
        }
      }`,
      { body },
      { as },
    );
    const [{ status, receipt }] = data.banksSubmit;
    if (status !== 'REFUSED') throw new Error(`not refused: ${status}`);
    await system.query('{ metrics { code } }', {}, { minCut: receipt.knownAt });
  }
}

/** The demonstration has none: what a regulator recorded as said in public. */
async function saySomething(system: TestSystem): Promise<void> {
  const body = {
    statement: 'S-1',
    publisher: demoAccounts.regulator.institution,
    by: demoAccounts.regulator.institution,
    source: { title: '演示', place: '第1行', on: '2025-02-28' },
    text: { zh: '贷款余额同比增长约两成', en: 'loans grew by about a fifth' },
    period: '2024-12',
    figure: { metric: 'LN_BAL', transform: 'YOY' },
    value: '20',
    unit: '%',
    qualifier: 'ABOUT',
    level: 'NOT_PUBLISHED',
  };
  const { data } = await system.query(
    `mutation ($body: JSON!) {
      regulatorsSubmit(commands: [{ id: "said", type: "regulators.PublishStatement", body: $body }]) {
        status receipt { knownAt }
      }
    }`,
    { body },
  );
  const [{ status, receipt }] = data.regulatorsSubmit;
  if (status !== 'ACCEPTED') throw new Error(`not accepted: ${status}`);
  await system.query('{ metrics { code } }', {}, { minCut: receipt.knownAt });
}

function busiestEnterprise(facts: readonly Fact<any>[]): string {
  const parties = new Map<string, Set<string>>();
  for (const { type, key, body } of facts) {
    if (!/LoanDrawn|CoverIssued|LoanFiled/.test(type)) continue;
    const kinds = parties.get(body.enterprise) ?? new Set();
    parties.set(body.enterprise, kinds.add(`${type} ${body.bank ?? key}`));
  }
  return [...parties].toSorted(([, a], [, b]) => b.size - a.size)[0]![0];
}

function subjectIn(facts: readonly Fact<any>[], enterprise: string, institution: string): Subject {
  const of = (type: string, has: (fact: Fact<any>) => boolean): any =>
    facts.find((fact) => fact.type === type && has(fact))?.body ?? {};
  const isKey = ({ key }: Fact) => key === institution;
  return {
    institution,
    enterprise,
    loan: of('banks.LoanDrawn.v1', isKey).loan ?? 'NONE',
    cover: of('banks.CoverIssued.v1', isKey).cover ?? 'NONE',
    filing: of('programmes.LoanFiled.v1', ({ body }) => body.bank === institution).loan ?? 'NONE',
  };
}

/** Codes of an answer's errors. */
export const codesOf = ({ errors = [] }: Answer): unknown[] =>
  errors.map(({ extensions }) => extensions['code']);

/** The ways to ask the root fields of a port. */
export const rootsOf = (port: Port, subject: Subject): Ask[] =>
  (port === 'gateway' ? SERVICES : [port]).flatMap((service) =>
    Object.entries(rootAsks(subject)[service]).flatMap(([field, asks]) =>
      asks.map((one) => ({ field, ...one })),
    ),
  );

/** The whole of what a root field leads to, for one way of asking it. */
export function documentOf(schema: GraphQLSchema, { field, args }: Ask): string {
  const type = getNamedType(schema.getQueryType()!.getFields()[field]!.type);
  const selection = isObjectType(type) ? ` { ${shownBy(type)} }` : '';
  return `{ ${field}${args && `(${args})`}${selection} }`;
}

/** Whether a principal may see records of an institution: the rule of the house, told once more. */
export function mayAsk(
  { role, institution }: Principal,
  records: Ask['records'],
  of?: string,
): boolean {
  if (records === 'OPEN' || ['REGULATOR', 'AUDITOR', 'IMPORTER'].includes(role)) return true;
  if (role === 'PROGRAMME') return records === 'PROGRAMME';
  return of === undefined || of === institution;
}

/** Answers in the order of the questions, a few at a time. */
export async function each<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

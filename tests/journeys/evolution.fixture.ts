import { banks } from '@qianfan/banks/banks';
import { projectionOf } from '@qianfan/kit/projections/of-slices';
import { reduceOf } from '@qianfan/kit/projections/fold';
import type { Projection, SliceModel } from '@qianfan/kit/projections/projection';
import { readSchema } from '@qianfan/kit/projections/readmodel';
import { type Table, text } from '@qianfan/kit/projections/table';
import { regulators } from '@qianfan/regulators/regulators';
import { type Upcast, UPCASTS } from '@qianfan/schema/facts/upcasts';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import pg from 'pg';
import { expect } from 'vitest';
import { qianfan } from '../support/cli.ts';
import type { Definitions, TestSystem } from '../support/system.ts';

const [V1, V2] = ['banks.LoanDrawn.v1', 'banks.LoanDrawn.v2'];
const UNSTATED = 'UNSTATED';

/** The next version of the house: a loan says what it is for. What was drawn before it never said. */
export function learnPurposes(): () => void {
  const known: Record<string, Upcast> = UPCASTS;
  known[V1!] = { to: V2!, body: (body) => ({ ...body, purpose: UNSTATED }) };
  return () => delete known[V1!];
}

const renamed = <Value>(of: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(of).map(([type, value]) => [type === V1 ? V2 : type, value]));

/** The loan's state has one member more. */
const purposeful = (stream: StreamType): StreamType => ({
  prefix: stream.prefix,
  version: 'next',
  on: Object.fromEntries(
    Object.entries(renamed(stream.on)).map(([type, evolve]) => [
      type,
      (state, fact) => ({
        ...evolve(state, fact),
        purpose: fact.body.purpose ?? state?.purpose,
      }),
    ]),
  ),
});

/** A loan is drawn for working capital: the fact of its drawing says so. */
const drawing = (command: CommandType): CommandType => ({
  ...command,
  decide: (input) => {
    const decision = command.decide(input);
    if (!('facts' in decision)) return decision;
    const facts = decision.facts.map((fact) =>
      fact.type === V1
        ? { ...fact, type: V2!, body: { ...fact.body, purpose: 'WORKING_CAPITAL' } }
        : fact,
    );
    return { ...decision, facts };
  },
});

/** A read table has one column more. */
const widened = (table: Table): Table =>
  table.name === 'LoanPosting'
    ? { ...table, columns: { ...table.columns, purpose: text.nullable } }
    : table;

const sliceAfter = (slice: SliceModel): SliceModel => {
  if (!(V1! in slice.reducers)) return slice;
  const reducers = renamed(slice.reducers);
  const drawn = reduceOf(reducers[V2!]!);
  return {
    ...slice,
    version: 'next',
    tables: slice.tables.map(widened),
    reducers: {
      ...reducers,
      [V2!]: (fact, current) =>
        drawn(fact, current).map((change) =>
          change.table === 'LoanPosting'
            ? { ...change, row: { ...change.row, purpose: fact.body.purpose } }
            : change,
        ),
    },
  };
};

const projectionAfter = ({ service, slices }: Projection): Projection =>
  projectionOf(service, slices.map(sliceAfter));

export const AFTER = {
  banks: {
    ...banks,
    commands: banks.commands.map((it) => (it.type === 'banks.DrawLoan' ? drawing(it) : it)),
    streams: banks.streams.map((it) => (it.prefix === 'loan' ? purposeful(it) : it)),
    projection: projectionAfter(banks.projection),
  },
  regulators: { ...regulators, projection: projectionAfter(regulators.projection) },
} satisfies Partial<Definitions>;

const figures = ['LEVEL', 'YOY', 'GAP_ALL'].flatMap((transform) =>
  ['HNTE', 'TSME'].map(
    (population) =>
      `{metric: "LN_BAL", population: "${population}", basis: CONTRACT, period: "2024-12", transform: "${transform}"}`,
  ),
);
const QUESTION = `{
  observations(figures: [${figures.join()}, {metric: "LN_BAL", population: "HNTE", period: "2024-12"}]) {
    figureId status value partial lineage(first: 50) { nodes { position hash contribution } }
  }
  loans(first: 40, institution: "BNK_JJB") { totalCount nodes { id balance { amount } classification position } }
}`;

/**
 * Lets a running installation learn purposes, and looks whether it is what it was, and more. How an auditor's commands
 * end then.
 */
export async function evolve(
  system: TestSystem,
  transport: 'direct' | 'kafka',
): Promise<Record<string, number>> {
  const db = new pg.Pool({ connectionString: system.database.adminUrl });
  try {
    return await evolveOver(system, transport, db);
  } finally {
    await db.end();
  }
}

async function evolveOver(system: TestSystem, transport: 'direct' | 'kafka', db: pg.Pool) {
  const asOf = formatInstant(Date.now() * 1000);
  await system.query('{ metrics { code } }', {}, { minCut: asOf });
  const before = await system.query(QUESTION, {}, { asOf });
  expect(before.errors).toBeUndefined();
  const carried = await organisationsIn(db);

  await system.restart(() => Promise.resolve(), transport, AFTER);
  await readable(system);

  // all that was said is said again
  expect(await system.query(QUESTION, {}, { asOf })).toEqual(before);
  expect(await organisationsIn(db)).toEqual(carried);
  const [old] = before.data.loans.nodes.filter(({ balance }: any) => Number(balance.amount) > 1);
  const [institution, loan] = old.id.split('/');
  expect(institution).toBe('BNK_JJB');

  // what is new is decided upon old history, and old facts upon new decisions
  const submit = async (type: string, body: object) => {
    const { data } = await system.query(
      `mutation ($type: String!, $body: JSON!) {
        banksSubmit(commands: [{ id: "${type}", type: $type, body: $body }]) {
          status receipt { knownAt issues { code } }
        }
      }`,
      { type, body: { institution, ...body } },
      { as: 'jjb' },
    );
    expect(data.banksSubmit).toMatchObject([{ status: 'ACCEPTED' }]);
    return data.banksSubmit[0].receipt.knownAt as string;
  };
  await submit('banks.RepayLoan', { loan, amount: '1.00', on: '2025-03-01' });
  const { rows: firms } = await db.query(
    `select body::jsonb->>'enterprise' as enterprise, body::jsonb->>'county' as county
     from banks.journal where type = $1 limit 1`,
    [V1],
  );
  const drawn = await submit('banks.DrawLoan', {
    loan: 'NEXT-1',
    ...firms[0],
    guarantee: 'CREDIT',
    amount: '1000.00',
    rate: '3.5',
    drawnOn: '2025-03-01',
    maturesOn: '2026-03-01',
  });
  const asked = '{ loan(institution: "BNK_JJB", id: "NEXT-1") { balance { amount } } }';
  const { data } = await system.query(asked, {}, { minCut: drawn });
  expect(data.loan).toEqual({ balance: { amount: '1000.00' } });

  const { rows: states } = await db.query(
    `select stream, state->>'purpose' as purpose, version from banks.states
     where key = 'BNK_JJB' and stream = any($1) order by stream`,
    [[`loan:${loan}`, 'loan:NEXT-1'].toSorted()],
  );
  expect(states).toEqual(
    [
      { stream: `loan:${loan}`, purpose: UNSTATED, version: 'next' },
      { stream: 'loan:NEXT-1', purpose: 'WORKING_CAPITAL', version: 'next' },
    ].toSorted((a, b) => (a.stream < b.stream ? -1 : 1)),
  );
  const schema = readSchema('regulators', AFTER.regulators.projection.version);
  const { rows: purposes } = await db.query(
    `select purpose, count(*)::int as n from ${schema}.loan_posting where kind = 'DRAWN' group by 1 order by 1`,
  );
  const { rows: facts } = await db.query(
    `select count(*)::int as n from banks.journal where type = $1`,
    [V1],
  );
  expect(purposes).toEqual([
    { purpose: UNSTATED, n: facts[0].n },
    { purpose: 'WORKING_CAPITAL', n: 1 },
  ]);

  // and an auditor finds everything as it was written
  const exits: Record<string, number> = {};
  for (const command of ['verify', 'replay']) {
    exits[command] = (await qianfan(system, ['--account', 'auditor', command])).exit;
  }
  return exits;
}

async function readable(system: TestSystem): Promise<void> {
  const minCut = formatInstant(Date.now() * 1000);
  await expect
    .poll(async () => (await system.query('{ metrics { code } }', {}, { minCut })).errors, {
      timeout: 30_000,
    })
    .toBeUndefined();
}

/** Rows of a table whose slice is as it was, with the fact that made each. */
async function organisationsIn(db: pg.Pool) {
  const { rows: schemas } = await db.query<{ value: string }>(
    `select value from regulators.settings where name = 'read_version'`,
  );
  const schema = readSchema('regulators', schemas[0]!.value);
  const { rows } = await db.query(`select * from ${schema}.organisation order by code, known_from`);
  return rows;
}

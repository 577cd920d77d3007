import { migrations } from '../../services/regulators/migrations/migrations.ts';
import { openOrm } from '@qianfan/kit/postgres/orm';
import { createPool } from '@qianfan/kit/postgres/pool';
import { GENESIS } from '@qianfan/kit/journal/row';
import { applyFacts } from '@qianfan/kit/projections/apply';
import { entitiesOf, OPEN } from '@qianfan/kit/projections/entity';
import { createBareTables, finishTables } from '@qianfan/kit/projections/schema';
import { readTables } from '@qianfan/kit/projections/tables';
import type { Query } from '@qianfan/kit/subgraph/context';
import { readCells } from '@qianfan/regulators/metrics/cells.store';
import type { CellsTerm } from '@qianfan/regulators/metrics/terms';
import { regulators } from '@qianfan/regulators/regulators';
import { shiftPeriod } from '@qianfan/schema/kernel/period';
import type pg from 'pg';
import { awake } from './awake.ts';
import type { Bench, Database, Figure, Place } from './figure.ts';
import { oneReturn } from './province.ts';
import { inTurns, median, quantile, ratioOf, short } from './measure.ts';

const SERIES = 200;
const FEW = 3;
const MANY = 100;
/** Of each reporter, whatever the number of revisions: what is compared is that number, not the size of the table. */
const ROWS = 300;
const START = 1_700_000_000_000_000;
const DAY = 86_400_000_000;
const ONE_AIM = 2;
const ALL_AIM_MS = 5;
/** What counts as flat: above it, a hundred revisions cost more than three. */
const FLAT_AIM = 1.25;

/** One value, and those of 200 reporters, as known at some instant of the past; statements prepared. */
export const asOf: Bench = {
  name: 'asof',
  run: async (place) => {
    const database = await place.database();
    const few = await openReturns(database, FEW);
    const many = await openReturns(database, MANY);
    try {
      return await measure(place, few, many);
    } finally {
      await few.close();
      await many.close();
      await database.drop();
    }
  },
};

type Returns = Awaited<ReturnType<typeof openReturns>>;

async function measure(place: Place, few: Returns, many: Returns): Promise<Figure[]> {
  const times = Math.ceil(place.scaled(1_000));
  const sides = {
    nothing: () => repeat(times, few.nothing),
    fewOne: () => repeat(times, () => few.read(1)),
    manyOne: () => repeat(times, () => many.read(1)),
    fewAll: () => repeat(times / 4, () => few.read(SERIES)),
    manyAll: () => repeat(times / 4, () => many.read(SERIES)),
  };
  const turns = await awake(() => inTurns(place.rounds, sides));
  const p50 = (name: keyof typeof turns) => turns[name].map(({ middle }) => middle);
  const ms = (name: keyof typeof turns) =>
    `p50 ${short(median(p50(name)))} ms, p99 ${short(median(turns[name].map(({ p99 }) => p99)))} ms`;
  const one = ratioOf(p50('fewOne'), p50('nothing'));
  const all = median(p50('fewAll'));
  const flat = Math.max(
    ratioOf(p50('manyOne'), p50('fewOne')),
    ratioOf(p50('manyAll'), p50('fewAll')),
  );
  const beside = `${ms('nothing')} select 1`;
  return [
    {
      name: 'asof.1',
      what: `as-of, 1 series of ${FEW} revisions`,
      measured: ms('fewOne'),
      beside,
      ratio: one,
      aim: `≤ ${ONE_AIM} ×`,
      met: one <= ONE_AIM,
      limitedBy: await few.explained(1),
      numbers: { p50: median(p50('fewOne')), select1: median(p50('nothing')) },
    },
    {
      name: 'asof.200',
      what: `as-of, ${SERIES} series`,
      measured: ms('fewAll'),
      beside,
      ratio: ratioOf(p50('fewAll'), p50('nothing')),
      aim: `≤ ${ALL_AIM_MS} ms`,
      met: all <= ALL_AIM_MS,
      limitedBy: await few.explained(SERIES),
      numbers: { p50: all },
    },
    {
      name: 'asof.flat',
      what: `as-of, ${MANY} revisions, as many rows`,
      measured: `1: ${ms('manyOne')}; ${SERIES}: ${ms('manyAll')}`,
      beside: `${FEW} revisions`,
      ratio: flat,
      aim: `flat (≤ ${FLAT_AIM} ×)`,
      met: flat <= FLAT_AIM,
      limitedBy: `${await many.explained(SERIES)}; pages of the index a tenth full, so that few revisions are looked at`,
      numbers: { one: median(p50('manyOne')), all: median(p50('manyAll')) },
    },
  ];
}

async function repeat(times: number, once: () => Promise<unknown>) {
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const from = performance.now();
    await once();
    took.push(performance.now() - from);
  }
  return { middle: median(took), p99: quantile(took, 0.99) };
}

/** A read model of regulators with so many revisions of every return, a day between them; and reads of it. */
async function openReturns({ urls }: Database, revisions: number) {
  const schema = `regulators_read_${revisions}`;
  const periods = periodsOf(ROWS / revisions);
  const url = urls.regulators;
  const entities = entitiesOf(regulators.projection);
  const orm = await openOrm({ url, service: 'regulators', entities, migrations });
  const pool = createPool(url, { max: 1, searchPath: schema });
  const later = await createBareTables(pool, orm, schema);
  await applyOne(pool, schema, readTables(orm, regulators.projection));
  await pool.query(REVISIONS, [SERIES, periods, revisions, START, DAY]);
  await finishTables(pool, schema, later);
  await orm.close(true);

  const query = prepared(pool);
  const reporters = Array.from({ length: SERIES }, (_, n) => `BNK_${n + 1}`);
  let asked = 0;

  const termsOf = (count: number): CellsTerm[] => {
    asked += 1;
    const knownAt = START + ((asked * 7) % revisions) * DAY + DAY / 2;
    const period = periods[(asked * 13) % periods.length]!;
    return Array.from({ length: count }, (_, n) => ({
      kind: 'CELLS',
      form: 'TF01',
      period,
      minus: null,
      cells: [(asked % 117) + 1],
      reporters: [reporters[(n + asked) % SERIES]!],
      knownAt,
    }));
  };

  return {
    nothing: () => query('select 1'),
    read: async (count: number): Promise<void> => {
      let received = 0;
      await readCells(query, termsOf(count), (_, sum) => (received += sum.received));
      if (received !== count) throw new Error(`${received} values of ${count}`);
    },
    /** What of a read is the statement itself. */
    explained: async (count: number): Promise<string> => {
      let text = '';
      const explaining: Query = async (statement, values = []) => {
        text = await explain(pool, statement, values);
        return [];
      };
      await readCells(explaining, termsOf(count), () => {});
      return text;
    },
    close: () => pool.end(),
  };
}

const periodsOf = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => shiftPeriod('2024-12', -n));

/** The first row, as the projection makes it of a fact. */
async function applyOne(
  pool: pg.Pool,
  schema: string,
  tables: ReturnType<typeof readTables>,
): Promise<void> {
  const fact = oneReturn();
  const at = [fact.service, fact.partition, 0, GENESIS, 0];
  await pool.query(`insert into ${schema}.cursors values ($1, $2, $3, $4, $5)`, at);
  const client = await pool.connect();
  try {
    const { projection } = regulators;
    const options = { client, schema, projection, tables, parkedKeys: new Set<string>() };
    await applyFacts(options, fact.service, fact.partition, 0, [fact]);
  } finally {
    client.release();
  }
}

/** Statements by name: planned once for each connection, as long as the planner finds that as good. */
function prepared(pool: pg.Pool): Query {
  const names = new Map<string, string>();
  return async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    let name = names.get(text);
    if (!name) names.set(text, (name = `bench-${names.size}`));
    const { rows } = await pool.query<Row>({ name, text, values: [...values] });
    return rows;
  };
}

async function explain(pool: pg.Pool, text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': Record<string, number>[] }>(
    `explain (analyze, timing off, format json) ${text}`,
    [...values],
  );
  const plan = rows[0]!['QUERY PLAN'][0]!;
  const time = (name: string) => `${short(plan[`${name} Time`]!)} ms`;
  return `the statement ${time('Execution')} (planning, where it is not prepared: ${time('Planning')}); the rest is the round trip and Node`;
}

/** Copies of the one row that is there, whatever else it holds; that row itself is of another institution. */
const REVISIONS = `
  insert into return_revision
  select (jsonb_populate_record(first, jsonb_build_object(
    'institution', 'BNK_' || b.n, 'period', p.period, 'revision', r.n, 'pos', row_number() over (),
    'known_from', $4::int8 + (r.n - 1) * $5::int8,
    'known_to', case when r.n = $3::int then ${OPEN} else $4::int8 + r.n * $5::int8 end))).*
  from return_revision first cross join generate_series(1, $1::int) b(n)
  cross join unnest($2::text[]) p(period) cross join generate_series(1, $3::int) r(n)
  order by r.n, p.period, b.n`;

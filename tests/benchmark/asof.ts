import { migrations } from '../../services/regulators/migrations/migrations.ts';
import { openOrm } from '@qianfan/kit/postgres/orm';
import { createPool } from '@qianfan/kit/postgres/pool';
import { OPEN } from '@qianfan/kit/projections/entity';
import { createBareTables, finishTables } from '@qianfan/kit/projections/schema';
import type { Query } from '@qianfan/kit/subgraph/context';
import { readCells } from '@qianfan/regulators/metrics/cells.store';
import type { CellsTerm } from '@qianfan/regulators/metrics/terms';
import { regulators } from '@qianfan/regulators/regulators';
import type pg from 'pg';
import type { Bench, Database, Figure, Place } from './figure.ts';
import { inTurns, median, quantile, ratioOf, short } from './measure.ts';

const SERIES = 200;
const PERIODS = ['2024-10', '2024-11', '2024-12'];
const FEW = 3;
const MANY = 100;
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
  const turns = await inTurns(place.rounds, {
    nothing: () => repeat(times, few.nothing),
    fewOne: () => repeat(times, () => few.read(1)),
    manyOne: () => repeat(times, () => many.read(1)),
    fewAll: () => repeat(times / 4, () => few.read(SERIES)),
    manyAll: () => repeat(times / 4, () => many.read(SERIES)),
  });
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
      what: `as-of, ${MANY} revisions`,
      measured: `1: ${ms('manyOne')}; ${SERIES}: ${ms('manyAll')}`,
      beside: `${FEW} revisions`,
      ratio: flat,
      aim: `flat (≤ ${FLAT_AIM} ×)`,
      met: flat <= FLAT_AIM,
      limitedBy: await many.explained(SERIES),
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
  const url = urls.regulators;
  const { entities } = regulators;
  const orm = await openOrm({ url, service: 'regulators', entities, migrations });
  const pool = createPool(url, { max: 1, searchPath: schema });
  const later = await createBareTables(pool, orm, schema);
  await pool.query(REVISIONS, [SERIES, PERIODS, revisions, START, DAY]);
  await finishTables(pool, schema, later);
  await orm.close(true);

  const query = prepared(pool);
  const reporters = Array.from({ length: SERIES }, (_, n) => `BNK_${n + 1}`);
  let asked = 0;

  const termsOf = (count: number): CellsTerm[] => {
    asked += 1;
    const knownAt = START + ((asked * 7) % revisions) * DAY + DAY / 2;
    const period = PERIODS[asked % PERIODS.length]!;
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

const REVISIONS = `
  insert into return_revision (institution, form, period, form_version, revision, areas, cells, annex_ids,
    annex_masks, received_at, late, digest, known_from, known_to, source, partition, pos)
  select 'BNK_' || bank, 'TF01', period, 1, revision, '{}', array(select cell * revision from generate_series(1, 117) cell),
    '{}', '{}', $4::int8, false, 'sha256:0', $4::int8 + (revision - 1) * $5::int8,
    case when revision = $3::int then ${OPEN} else $4::int8 + revision * $5::int8 end,
    'banks', 0, row_number() over ()
  from generate_series(1, $1::int) bank, unnest($2::text[]) period, generate_series(1, $3::int) revision
  order by revision, period, bank`;

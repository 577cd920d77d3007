import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import { expect, test } from 'vitest';
import { createFold } from './fold.ts';
import { projectionOf } from './of-slices.ts';
import { long, table, text } from './table.ts';
import type { ReadTable } from './tables.ts';

const projection = projectionOf('regulators', [
  {
    name: 'sums',
    version: '1',
    tables: [table('Sum', { mode: 'APPEND', identity: { code: text, n: long }, columns: {} })],
    reducers: { 'banks.Counted.v1': counted, 'regulators.Counted.v1': counted },
  },
]);

function counted({ key, pos, body }: Fact<{ row: Record<string, unknown> }>) {
  return [{ table: 'Sum', row: { code: key, n: pos, ...body.row } }];
}

const types = {
  code: 'text',
  n: 'bigint',
  small: 'smallint',
  whole: 'int',
  cells: 'bigint[]',
  label: 'text',
};
const tables = new Map<string, ReadTable>([
  [
    'Sum',
    {
      name: 'Sum',
      table: 'sum',
      mode: 'APPEND',
      identity: ['code', 'n'],
      columns: Object.entries(types).map(([property, type]) => ({
        property,
        column: property,
        type,
      })),
    },
  ],
]);

const fact = (service: Service, key: string, pos: number, row: object): Fact => ({
  service,
  partition: 0,
  pos,
  key,
  stream: 's:1',
  type: `${service}.Counted.v1`,
  institution: 'I',
  actor: 'a',
  period: null,
  receivedAt: pos,
  recordedAt: pos,
  knownAt: pos,
  commandId: `c${pos}`,
  ordinal: 0,
  digest: 'd',
  synthetic: false,
  body: { row },
  hash: 'h',
});

const parkedBy = (row: object) => {
  const fold = createFold(projection, tables, () => undefined, new Set());
  fold.apply(fact('banks', 'K', 1, row));
  expect(fold.effects.parked).toHaveLength(1 - (fold.effects.rows.get('Sum')?.length ?? 0));
  return fold.effects.parked[0]?.reason;
};

test.each([
  [{ n: 2n ** 63n - 1n }],
  [{ n: -(2n ** 63n) }],
  [{ small: -32_768, whole: 2_147_483_647 }],
  [{ cells: [2n ** 63n - 1n, null] }],
  [{ n: Number.MAX_SAFE_INTEGER, label: null }],
])('%o can be stored', (row) => expect(parkedBy(row)).toBeUndefined());

test.each([
  [{ n: 2n ** 63n }, 'n'],
  [{ n: -(2n ** 63n) - 1n }, 'n'],
  [{ n: 1e20 }, 'n'],
  [{ n: 0.5 }, 'n'],
  [{ small: 32_768 }, 'small'],
  [{ whole: -2_147_483_649 }, 'whole'],
  [{ cells: [0n, 10n ** 21n] }, 'cells'],
  [{ label: 'a\u0000' }, 'label'],
])('I5: %o is parked: the column could not hold it', (row, column) =>
  expect(parkedBy(row)).toContain(column),
);

test('I3: what is parked of one service does not hold back the same key of another, as in a rebuild', () => {
  const parked = new Set<string>();
  const of = (service: Service, row: object) => {
    const fold = createFold(projection, tables, () => undefined, parked);
    fold.apply(fact(service, 'BNK_X', 1, row));
    return fold.effects.parked.length;
  };
  expect(of('banks', { n: 2n ** 63n })).toBe(1);
  expect(of('banks', {})).toBe(1);
  expect(of('regulators', {})).toBe(0);
});

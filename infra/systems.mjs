// npm run systems: the systems, programmes and products of the source that work, counted by the tests that show it.
//   --json   as data: each row with the tests that carry its id in their names
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './build.mjs';

/** A test names its rows first: `test('R12, B19: …')`. */
const NAMED =
  /\b(?:test|it|describe)(?:\.each\([^]*?\))?\(\s*(['"`])((?:[RBP]\d+[a-z]?,? ?)+): ([^]*?)\1/g;

/** Rows as `systems.md` has them. */
const rows = JSON.parse(readFileSync(join(root, 'tests/systems/rows.json'), 'utf8'));

// Elsewhere `B13:` names a fault and not a row.
const testsByRow = Map.groupBy(testFiles('tests/systems').flatMap(namedIn), ({ row }) => row);
const told = rows.map((row) => ({
  ...row,
  tests: (testsByRow.get(row.id) ?? []).map(({ file, name }) => `${file}: ${name}`),
}));
const unknown = [...testsByRow.keys()].filter((id) => !rows.some((row) => row.id === id));
if (unknown.length > 0) {
  console.error(`No such rows: ${unknown.join(', ')}`);
  process.exit(1);
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(told.map((row) => ({ ...row, works: row.tests.length > 0 }))));
} else {
  for (const { id, zh, tests } of told) {
    console.log(`${tests.length > 0 ? '✓' : '·'} ${id.padEnd(5)} ${zh}`);
    for (const test of tests) console.log(`          ${test}`);
  }
  const works = told.filter(({ tests }) => tests.length > 0).length;
  console.log(`\n${works} / ${rows.length} 可用 work`);
}

function testFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'));
}

function namedIn(path) {
  const found = [...readFileSync(path, 'utf8').matchAll(NAMED)];
  return found.flatMap(([, , ids, name]) =>
    ids
      .split(/[, ]+/)
      .filter(Boolean)
      .map((row) => ({ row, file: relative(root, path), name })),
  );
}

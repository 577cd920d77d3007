import { banks } from '@qianfan/banks/banks';
import { programmes } from '@qianfan/programmes/programmes';
import { expect, test } from 'vitest';

/** Decisions that read what several banks did, for a bank; each has a test of its own that nothing of it is told. */
const OVER_ALL_BANKS = ['programmes.FileLoan', 'programmes.SettleFiling'];

test('what a bank may command is decided by its own facts, but for what is known to read those of others', () => {
  const commands = [...banks.commands, ...programmes.commands].filter(({ roles }) =>
    roles.some((role) => role === 'BANK' || role === 'INSURER'),
  );
  expect(commands.length).toBeGreaterThan(8);
  const anything = new Proxy({}, { get: (_, name) => `the ${String(name)} of the body` });
  const shared = commands.filter(({ key }) => key(anything, 'BNK_JJB') !== 'BNK_JJB');
  expect(shared.map(({ type }) => type).toSorted()).toEqual(OVER_ALL_BANKS);
});

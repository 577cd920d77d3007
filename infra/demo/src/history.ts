import { seedCommands } from '@qianfan/schema/seed';
import type { Service } from '@qianfan/schema/kernel/fact';
import { calendarCommands } from './cast/calendar.ts';
import { enterpriseCommands } from './cast/enterprises.ts';
import { listCommands } from './cast/lists.ts';
import { organisationCommands } from './cast/organisations.ts';
import { commandAt, type DemoCommand, inOrder, instantOf } from './command.ts';
import { coverCommands } from './contracts/covers.ts';
import { loanCommands } from './contracts/loan-commands.ts';
import { kedaitongCommands } from './filings/kedaitong.ts';
import { returnCommands } from './returns/submissions.ts';

/** Definitions first, before all history. */
export const seedHistory = (): DemoCommand[] =>
  seedCommands().map((command) => ({
    service: command.type.slice(0, command.type.indexOf('.')) as Service,
    receivedAt: command.knownAt,
    ...command,
  }));

/**
 * The whole demonstration, without its end: seed and history, service after service, each in order of known-at.
 * The same list in every run, ids included, so that an import that was killed goes on where it stopped.
 */
export const demoCommands = (): DemoCommand[] => [
  ...inOrder([
    ...seedHistory(),
    ...organisationCommands(),
    ...enterpriseCommands(),
    ...listCommands(),
    ...calendarCommands(),
  ]),
  ...inOrder([...loanCommands(), ...coverCommands(), ...returnCommands()]),
  ...inOrder(kedaitongCommands()),
];

/** From here on the installation is live. */
export const closeDemo = (): DemoCommand =>
  commandAt(instantOf('2025-03-01', '09:00'), {
    id: 'history',
    type: 'regulators.CloseHistory',
    body: { reason: '演示数据导入完毕 demonstration imported' },
  });

/** The same where there was no history but the seed. */
export const closeSeed = (seed: readonly DemoCommand[]): DemoCommand => ({
  ...commandAt(Math.max(...seed.map(({ knownAt }) => knownAt)), {
    id: 'history',
    type: 'regulators.CloseHistory',
    body: { reason: '新系统启用 new installation' },
  }),
  id: 'seed:history',
});

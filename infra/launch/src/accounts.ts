import { demoAccounts } from '@qianfan/kit/identity/accounts';
import type { LocalIssuer } from '@qianfan/kit/identity/issuer';
import type { Principal } from '@qianfan/kit/identity/principal';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from './state.ts';

const RENEW_EVERY = 6 * 3_600_000;

/** Of an installation without demonstration: those that bring in and look after the register. */
const operators: Record<string, Principal> = Object.fromEntries(
  (['regulator', 'auditor', 'importer'] as const).map((name) => [
    name,
    { ...demoAccounts[name], actor: `local-${name}`, synthetic: false },
  ]),
);

export const accountsOf = (demo: boolean): Record<string, Principal> =>
  demo ? demoAccounts : operators;

/** Writes `<state>/accounts/<name>.jwt`, readable by the owner alone, and again before they expire. */
export async function keepTokens(issuer: LocalIssuer, state: State, demo: boolean): Promise<void> {
  const write = async () => {
    for (const [name, principal] of Object.entries(accountsOf(demo))) {
      const file = join(state.accounts, `${name}.jwt`);
      writeFileSync(`${file}.new`, await issuer.mintToken(principal), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    }
  };
  await write();
  setInterval(() => void write().catch(() => {}), RENEW_EVERY).unref();
}

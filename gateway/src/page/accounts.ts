import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountNames, type DemoAccount, demoAccounts } from '@qianfan/kit/identity/accounts';
import type { Verify } from '@qianfan/kit/identity/verify';

/** An account of the demonstration that one may sign in as without a password. */
export interface OpenAccount {
  account: DemoAccount;
  role: string;
  institution: string;
  zh: string;
  en: string;
}

export interface OpenAccounts {
  list: () => Promise<OpenAccount[]>;
  /** Its token; `undefined` where there is no such account. */
  tokenOf: (account: unknown) => Promise<string | undefined>;
}

/** The importer has no page to look at. */
const NAMES = (Object.keys(demoAccounts) as DemoAccount[]).filter((name) => name !== 'importer');

/**
 * The accounts whose tokens `npm start` keeps in a folder. Only those of the demonstration are open: a token that verifies
 * but writes real facts is nobody's to take. Without a folder there are none.
 */
export function openAccounts(folder: string | undefined, verify: Verify): OpenAccounts {
  const tokenOf = async (account: unknown): Promise<string | undefined> => {
    const name = NAMES.find((known) => known === account);
    if (folder === undefined || name === undefined) return undefined;
    const token = await readFile(join(folder, `${name}.jwt`), 'utf8').catch(() => undefined);
    const principal = await verify(`Bearer ${token?.trim()}`).catch(() => undefined);
    return principal?.synthetic ? token!.trim() : undefined;
  };
  return {
    tokenOf,
    async list() {
      const tokens = await Promise.all(NAMES.map(tokenOf));
      return NAMES.filter((_, i) => tokens[i] !== undefined).map((account) => {
        const { role, institution } = demoAccounts[account];
        return { account, role, institution, ...accountNames[account] };
      });
    },
  };
}

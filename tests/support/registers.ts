import { parseInstant } from '@qianfan/schema/kernel/instant';
import { seedCommands } from '@qianfan/schema/seed';
import type { startServices } from './services.ts';

/** What the integration tests of registers and programmes start from; a small province. */

type Command = readonly [type: string, body: object];

const organisation = (
  code: string,
  kind: string,
  area: string,
  obligations: object[] = [],
): Command => [
  'regulators.RegisterOrganisation',
  { code, name: { zh: `机构 ${code}`, en: code }, kind, area, obligations },
];
const tf01 = [{ form: 'TF01', from: '2023-01' }];

export const ORGANISATIONS: readonly Command[] = [
  organisation('REG_NFRA_JX', 'REGULATOR', '36'),
  organisation('PRG_DOST', 'PROGRAMME', '36'),
  organisation('BNK_JJB', 'BANK', '3604', tf01),
  organisation('BNK_GZRCB', 'BANK', '3607', tf01),
  organisation('BNK_ICBC_JX', 'BANK', '36', [{ form: 'TF01', from: '2025-01' }]),
  organisation('INS_PICC_JX', 'INSURER', '36'),
];

export const enterprise = (id: string, county: string, name: string | null = null): Command => [
  'regulators.RegisterEnterprise',
  { id, county, name: name === null ? null : { zh: name, en: name } },
];

export const list = (
  code: string,
  version: number,
  validFrom: string,
  members: string[],
  validTo?: string,
): Command => [
  'regulators.PublishList',
  {
    list: code,
    version,
    name: { zh: code, en: code },
    issuer: 'PRG_DOST',
    validFrom,
    ...(validTo && { validTo }),
    members,
  },
];

/** Noon in Shanghai. */
export const noon = (day: string): number => parseInstant(`${day}T12:00:00+08:00`)!;

type Submit = Awaited<ReturnType<typeof startServices>>['submit'];

/** The seed as a new installation adopts it: each definition is known after those that it names. */
export async function adoptSeed(submit: Submit): Promise<string[]> {
  const statuses: string[] = [];
  for (const { type, body, knownAt } of seedCommands()) {
    const [outcome] = await submit([[type, body]], { knownAt });
    statuses.push(outcome!.status);
  }
  return statuses;
}

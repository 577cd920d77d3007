import { corrected } from '@qianfan/demo/examples';
import { provinceCommands } from '@qianfan/demo/province/province';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { parseWan } from '@qianfan/schema/kernel/money';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { answerTo } from './dashboard-mix.ts';
import type { Demonstrated } from './figure.ts';

const SUBMIT = `mutation Submit($commands: [CommandInput!]!) {
  banksSubmit(commands: $commands) { status receipt { knownAt } issues { code message { zh } } } }`;

interface Sent {
  banksSubmit: { status: string; receipt: { knownAt: string } | null; issues: object[] }[];
}

/** The last revision of every TF01 that the demonstration filed, by bank; of those that lend to high-tech enterprises. */
export function filedReturns(scale: number): Map<string, SubmitReturn[]> {
  const last = new Map<string, SubmitReturn>();
  for (const { type, body, isRefused } of provinceCommands({ scale })) {
    const filed = body as SubmitReturn;
    if (type !== 'banks.SubmitReturn' || isRefused || filed.form !== 'TF01') continue;
    if (hnteOf(filed) !== 0n) last.set(`${filed.institution} ${filed.period}`, filed);
  }
  return Map.groupBy(last.values(), ({ institution }) => institution);
}

const hnteOf = ({ cells }: SubmitReturn) =>
  parseWan(cells.find(({ row, column }) => row === '1.1.1' && column === 'D')!.value);

/** 0.01 万元 more in each revision. */
const MORE = 10_000n;

/**
 * Corrects one bank's returns from a place in the list on, as the bank itself, and puts the corrected ones in their place.
 * The instant from which on all of them are known.
 */
export async function correct(
  demonstrated: Demonstrated,
  institution: string,
  returns: SubmitReturn[],
  from = 0,
): Promise<string> {
  const principal = { ...demoAccounts.icbc, institution, actor: `clerk of ${institution}` };
  const token = await demonstrated.token(principal);
  const next = returns.slice(from).map((filed) => corrected(filed, MORE));
  const commands = next.map((body) => ({
    id: `bench:${institution}:${body.period}:${body.revision}`,
    type: 'banks.SubmitReturn',
    body,
  }));
  const { banksSubmit } = await answerTo<Sent>(demonstrated, token, SUBMIT, { commands });
  const bad = banksSubmit.find(({ status }) => status !== 'ACCEPTED');
  if (bad) throw new Error(JSON.stringify(bad).slice(0, 600));
  returns.splice(from, next.length, ...next);
  return banksSubmit.map(({ receipt }) => receipt!.knownAt).reduce((a, b) => (a > b ? a : b));
}

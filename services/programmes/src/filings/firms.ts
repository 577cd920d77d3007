import { unless } from '@qianfan/schema/deciding/decision';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { FirmBalanceChanged, LoanFiled } from '@qianfan/schema/facts/programmes';
import type { NewFact } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';
import { type FirmBalances, FIRMS } from './firms.state.ts';

const balanceOf = (balances: FirmBalances, enterprise: string): bigint =>
  Object.hasOwn(balances, enterprise) ? parseYuan(balances[enterprise]!)! : 0n;

/**
 * V-19: what a firm has filed in all stays within the programme's limit. The refusal does not say what that is: it would
 * tell a bank what the others have filed.
 */
export function firmLimitIssues(
  balances: FirmBalances = {},
  { enterprise, amount }: Pick<LoanFiled, 'enterprise' | 'amount'>,
  limit: string,
): Issue[] {
  const filed = balanceOf(balances, enterprise) + parseYuan(amount)!;
  return unless(filed <= parseYuan(limit)!, () =>
    issueOf('OVER_FIRM_LIMIT', { enterprise, limit }, { path: '/amount' }),
  );
}

/** The firm's balance after `change` fen more. A filing of before balances were kept leaves nothing below zero. */
export function firmChanged(
  balances: FirmBalances = {},
  { programme, enterprise, on }: Omit<FirmBalanceChanged, 'balance'>,
  change: bigint,
): NewFact {
  const sum = balanceOf(balances, enterprise) + change;
  const balance = formatYuan(sum > 0n ? sum : 0n);
  const body: FirmBalanceChanged = { programme, enterprise, balance, on };
  return { stream: FIRMS, type: 'programmes.FirmBalanceChanged.v1', body };
}

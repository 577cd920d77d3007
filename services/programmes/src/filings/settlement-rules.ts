import { unless } from '@qianfan/schema/deciding/decision';
import type { SettleFiling } from '@qianfan/schema/commands/programmes';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { parseYuan } from '@qianfan/schema/kernel/money';
import { isDate } from '@qianfan/schema/kernel/period';

/** A settlement is positive, at most what stays filed, and not before the filing's latest fact. */
export function settlementIssues(
  { loan, amount, on }: SettleFiling,
  filing: { balance: string; on: string },
): Issue[] {
  const fen = parseYuan(amount)!;
  const { balance } = filing;
  return [
    ...unless(fen > 0n, () =>
      issueOf('AMOUNT_NOT_POSITIVE', { found: amount }, { path: '/amount', found: amount }),
    ),
    ...unless(fen <= parseYuan(balance)!, () =>
      issueOf(
        'OVER_FILED_BALANCE',
        { loan, balance, found: amount },
        { path: '/amount', found: amount, expected: `<= ${balance}` },
      ),
    ),
    ...unless(isDate(on), () => issueOf('NO_SUCH_DATE', { found: on }, { path: '/on', found: on })),
    ...unless(on >= filing.on, () =>
      issueOf(
        'DATE_ORDER',
        { later: on, earlier: filing.on },
        { path: '/on', found: on, expected: `>= ${filing.on}` },
      ),
    ),
  ];
}

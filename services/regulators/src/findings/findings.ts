import type { Text } from '@qianfan/schema/kernel/issue';
import type { FigureQuery } from '../metrics/figure.ts';

/**
 * A rule between what different facts say of one institution (`domain.md` 3.4): the left side is not above the right.
 * `PRODUCTS`: what single loans under products come to.
 */
export interface Rule {
  id: string;
  left: Omit<FigureQuery, 'period' | 'reporter'> | 'PRODUCTS';
  right: Omit<FigureQuery, 'period' | 'reporter'>;
  message: Text;
  fix: Text;
}

export const RULES: readonly Rule[] = [
  {
    id: 'X-04',
    left: { metric: 'KDT_FILED_BAL', basis: 'EVENT' },
    right: { metric: 'KDT_REL_BAL', basis: 'RETURN' },
    message: {
      zh: '已备案的科贷通余额不得超过该行报送的科贷通相关贷款余额',
      en: 'what is filed with Kedaitong is at most what the bank reports as related to it',
    },
    fix: {
      zh: '请银行核对 TF01 的 KDT 行与备案台账，先错的一方更正',
      en: 'check row KDT of TF01 against the filings; whichever is wrong is corrected',
    },
  },
  {
    id: 'V-15',
    left: 'PRODUCTS',
    right: { metric: 'LN_BAL', basis: 'RETURN' },
    message: {
      zh: '各产品逐笔贷款余额之和不得超过该行报送的各项贷款余额',
      en: 'the single loans under products come to no more than all loans that the bank reports',
    },
    fix: {
      zh: '请核对 TF01 的 ALL 行与逐笔贷款',
      en: 'check row ALL of TF01 against the single loans',
    },
  },
];

/** Amounts of returns are rounded to 0.01 万元; 0.005 % of the larger side beside that. In fen. */
const ROUNDING = 10_000n;
const SHARE = 20_000n;

/** Whether the rule holds; null where one side is not known, so that nothing can be said. */
export function holds(left: bigint | null, right: bigint | null): boolean | null {
  if (left === null || right === null) return null;
  const share = right / SHARE;
  return left <= right + (share > ROUNDING ? share : ROUNDING);
}

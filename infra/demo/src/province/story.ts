import { MONTHS } from './months.ts';
import { hash } from './random.ts';

/** What went wrong with a return. */
export interface Mishap {
  bank: string;
  month: string;
  /** The first revision left out the largest loan to a high-tech enterprise; the next, on that day, has it. */
  corrected?: string;
  /** It left out so much that the bank ranked below the bank named here. */
  below?: string;
  /** It was refused at first, for what is wrong here, and came again on the next day. */
  refused?: 'BAD_OVER_BALANCE' | 'COUNT';
  /** Days after the deadline. */
  late?: number;
}

/** The few that are told of; all others came in time and stood. */
const TOLD: readonly Mishap[] = [
  { bank: 'BNK_NAT_03', month: '2024-06', corrected: '2024-09-12' },
  { bank: 'BNK_CITY_01', month: '2024-10', corrected: '2024-12-05', below: 'BNK_CITY_02' },
  { bank: 'BNK_NAT_07', month: '2023-12', corrected: '2024-02-27' },
  { bank: 'BNK_JJB', month: '2024-12', corrected: '2025-02-18' },
  { bank: 'BNK_GZRCB', month: '2024-12', late: 2 },
  { bank: 'BNK_RCB_21', month: '2024-03', refused: 'BAD_OVER_BALANCE' },
  { bank: 'BNK_VB_12', month: '2024-07', refused: 'COUNT' },
  { bank: 'BNK_NAT_05', month: '2024-12', refused: 'COUNT' },
  { bank: 'BNK_RCB_33', month: '2024-12', refused: 'BAD_OVER_BALANCE' },
  // After the release: until then the province was incomplete.
  { bank: 'BNK_VB_20', month: '2024-05', late: 16 },
];

/** Each month two more come one to three days late. */
export const MISHAPS: readonly Mishap[] = [
  ...TOLD,
  ...MONTHS.flatMap((month, n) =>
    [0, 1].map((k) => ({
      bank: `BNK_VB_${String(30 + (hash(191, n, k) % 20) * 2 + k).padStart(2, '0')}`,
      month,
      late: 1 + ((n + k) % 3),
    })),
  ),
];

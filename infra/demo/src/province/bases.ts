/** What the province must add up to, in 亿元: the base facts that were published or follow from what was. */
export const BASES = {
  hnte: { '2023-12': '2606.46', '2024-12': '2864.50' },
  tsme: { '2023-12': '935.67', '2024-12': '1362.33', '2025-02': '1362.33' },
  hnteNpl: { '2023-12': '50.83', '2024-12': '39.53' },
  kdt: { '2023-12': '125.35', '2024-12': '248.20', '2025-02': '248.20' },
  ruralTech: { '2024-02': '418.87', '2025-02': '464.69' },
  ruralTsme: { '2025-02': '334.07' },
  ruralAll: { '2024-02': '8500.00', '2025-02': '9214.00' },
  ruralChain: { '2025-01': '742.16' },
  jjbTech: { '2023-12': '163.10', '2024-12': '188.01' },
  cover: { '2023-Q4': '457.03', '2024-Q4': '7312.42' },
} as const;

/** Borrowers of rural banks: those of 2024-02 grew by as much as their balance, which is why nobody can tell which was meant. */
export const RURAL_BORROWERS = { '2024-02': 4252, '2025-02': 4717, tsme: 4105 } as const;

/** Banks whose tech loans were cheaper than their others, of all 185. */
export const CHEAPER_BANKS = 130;

/** Hundredths of 万元, which cells are made of: 1 亿元 is a million of them. */
export const HUNDREDTHS_PER_YI = 1_000_000;

/** `2864.50` 亿元 in hundredths of 万元. */
export function yi(text: string): number {
  const [whole, part = ''] = text.split('.');
  return Number(whole) * HUNDREDTHS_PER_YI + Number(part.padEnd(2, '0')) * 10_000;
}

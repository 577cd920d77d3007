/** The last quarter that has ended with a month: 2024-12 → 2024-Q4, 2025-02 → 2024-Q4; a quarter stays. */
export function quarterOf(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  if (Number.isNaN(month)) return period;
  const quarters = year * 4 + Math.floor(month / 3) - 1;
  return `${Math.floor(quarters / 4)}-Q${(quarters % 4) + 1}`;
}

/** Of what is counted since January, the longest span that had ended: the year with its last quarter, else the quarter. */
export const endedBy = (period: string): string => {
  if (/^\d{4}$/.test(period)) return period;
  const quarter = quarterOf(period);
  return quarter.endsWith('Q4') ? quarter.slice(0, 4) : quarter;
};

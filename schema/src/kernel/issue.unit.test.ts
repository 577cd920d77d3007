import { expect, test } from 'vitest';
import { type Issue, MOST_TOLD, tally } from './issue.ts';

const issue = (code: string, n: number): Issue => ({
  code,
  severity: 'ERROR',
  found: String(n),
  message: { zh: '', en: '' },
});

test('of each kind the first thousand are put into words, and every one is counted', () => {
  const { issues, add } = tally<string>();
  let worded = 0;
  for (let n = 0; n < 3 * MOST_TOLD; n += 1) {
    const code = n % 2 === 0 ? 'A' : 'B';
    add(code, () => {
      worded += 1;
      return issue(code, n);
    });
  }
  expect(worded).toBe(2 * MOST_TOLD);
  expect(issues).toHaveLength(3 * MOST_TOLD);
  for (const code of ['A', 'B']) {
    const own = issues.filter((it) => it.code === code);
    expect(own).toHaveLength(1.5 * MOST_TOLD);
    expect(new Set(own.slice(0, MOST_TOLD).map(({ found }) => found)).size).toBe(MOST_TOLD);
  }
});

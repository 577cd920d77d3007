import type { Comparison } from './compare.ts';
import { tally } from './tally.ts';
import { inUnit, type Units } from './units.ts';

/** The measures whose verdict is not "not yet", as a table of Markdown, and how many of each verdict. */
export function markdownOf(units: Units, { cut, figures, crossChecks }: Comparison): string {
  const rows = figures
    .filter(({ verdict }) => verdict !== 'NOT_YET')
    .map(({ measure, value, verdict }) => {
      const { id, zh, unit } = measure;
      const computed = value ? inUnit(units, value, unit) : '—';
      return `| ${id} | ${zh} | ${measure.value} ${unit} | ${computed} | ${verdict} |\n`;
    });
  return [
    '| 编号 | 指标 measure | 公布 published | 算得 computed | 结论 verdict |\n',
    '|---|---|---:|---:|---|\n',
    ...rows,
    `\n截至 as of ${cut ?? '—'} · ${tally(figures)} · 勾稽 cross-checks: ${tally(crossChecks)}\n`,
  ].join('');
}

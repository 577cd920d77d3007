import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { faultOf, Unreadable } from './fault.ts';
import { CHINESE } from './header.ts';
import { readPeriod } from './period.ts';
import { halfWidth } from './sheet.ts';
import { blame, type State } from './state.ts';

const NEEDED = ['institution', 'form', 'period', 'revision'] as const;

/** The whole return. Throws everything that is wrong with the file at once. */
export function assemble(state: State): SubmitReturn {
  const { header, faults, cells, borrowers, isAnnexed } = state;
  const missing = NEEDED.filter((name) => !header.get(name)?.value);
  if (missing.length > 0) {
    const what = { zh: missing.map((name) => CHINESE[name]).join('、'), en: missing.join(', ') };
    faults.unshift(faultOf('HEAD_MISSING', { what }));
  }
  const period = periodOf(state);
  const stated = header.get('revision');
  const revision = Number(halfWidth(stated?.value ?? '1'));
  if (stated && !stated.at.cell.bar && (!Number.isSafeInteger(revision) || revision < 1)) {
    blame(state, 'REVISION_UNKNOWN', { found: stated.value }, stated.at);
  }
  if (faults.length > 0) throw new Unreadable(faults);
  const reported = header.get('tables')?.value.split(/[\s;；、]+/) ?? [
    'MAIN',
    ...(isAnnexed ? ['ANNEX'] : []),
  ];
  return {
    institution: header.get('institution')!.value,
    form: header.get('form')!.value,
    period,
    revision,
    currency: header.get('currency')?.value ?? 'CNY',
    unit: header.get('unit')?.value ?? 'WAN_YUAN',
    tables: reported.filter(Boolean).map((table) => ({ table, reported: true })),
    cells,
    borrowers: [...borrowers].map(([enterprise, rows]) => ({
      enterprise,
      // A column may have any name, that of a prototype included: entries become properties of their own.
      rows: Object.fromEntries(rows),
    })),
  };
}

function periodOf(state: State): string {
  const stated = state.header.get('period');
  if (!stated?.value || stated.at.cell.bar) return '';
  const period = readPeriod(stated.value);
  if (typeof period === 'string') return period;
  const found = stated.value;
  if (period) {
    const [first, second] = period;
    blame(state, 'PERIOD_AMBIGUOUS', { found, first, second }, stated.at);
  } else blame(state, 'PERIOD_UNKNOWN', { found }, stated.at);
  return '';
}

import writeXlsxFile from 'write-excel-file/universal';
import { exactAs, shownAs } from '../figures/measure.ts';
import type { Sheet, SheetCell } from './sheet.ts';

const bold = { fontWeight: 'bold' } as const;
/** Texts stay texts, whatever a spreadsheet would make of them: a code, a formula. */
const text = (value: string) => ({ value, type: String, format: '@' as const });

/** Digits that a workbook keeps of a number. */
const KEPT = 15;
const digits = (decimal: string): number => decimal.replaceAll(/^-?0*\.?0*|\./g, '').length;

function cell({ as, value, why }: SheetCell) {
  if (value === null) return why ? { ...text(why), align: 'right' as const } : null;
  if (as.kind === 'INSTANT') {
    // A workbook's clock has no zone: what it shows is Jiangxi's time.
    const date = new Date(`${shownAs(as, value).replace(' ', 'T')}Z`);
    if (!Number.isNaN(date.getTime())) return { value: date, type: Date, format: as.format };
  }
  if (as.kind === 'NUMBER') {
    const exact = exactAs(as.isPercent ? { ...as, power: 0 } : as, value);
    if (/^-?\d+(\.\d+)?$/.test(exact) && digits(exact) <= KEPT) {
      return { value: Number(exact), type: Number, format: as.format };
    }
  }
  return text(exactAs(as, value));
}

/** Characters that a text takes: those of Chinese are wide. */
const widthOf = (value: string): number =>
  // oxlint-disable-next-line no-control-regex
  [...value].reduce((sum, letter) => sum + (/[\u0000-ſ]/.test(letter) ? 1 : 2), 0);
const [NARROWEST, WIDEST] = [8, 60];

function columnsOf({ headings, rows, total }: Sheet) {
  return headings.map((heading, n) => {
    const cells = [...rows, ...(total ? [total] : [])].map((row) => row[n]!);
    const texts = cells.map(({ as, value, why = '' }) =>
      value === null ? why : shownAs(as, value),
    );
    const widest = Math.max(...[heading, ...texts].map(widthOf));
    return { width: Math.min(WIDEST, Math.max(NARROWEST, widest + 2)) };
  });
}

const LONGEST_NAME = 31;

/** Whole parts of a caption, as many as there is room for. */
function shortened(name: string): string {
  const parts = name.split(' · ');
  while (parts.length > 1 && parts.join(' · ').length > LONGEST_NAME) parts.pop();
  return parts.join(' · ');
}

/** A sheet's name has 31 characters at most, none of `[]:*?/\`, and is nobody else's. */
function namesOf(sheets: readonly Sheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }) => {
    const plain = shortened(name.replaceAll(/[[\]:*?/\\']+/g, ' ').trim()) || 'Sheet';
    for (let n = 1; ; n += 1) {
      const end = n === 1 ? '' : ` ${n}`;
      const candidate = plain.slice(0, LONGEST_NAME - end.length).trim() + end;
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return candidate;
    }
  });
}

/** Each table on a sheet of its own: what it is about, its headings, which stay in sight, its rows, and their total. */
export function workbookOf(sheets: readonly Sheet[]): Promise<Blob> {
  const names = namesOf(sheets);
  return writeXlsxFile(
    sheets.map((sheet, n) => {
      const { title, about, headings, rows, total } = sheet;
      return {
        sheet: names[n]!,
        columns: columnsOf(sheet),
        stickyRowsCount: about.length + 3,
        data: [
          [{ ...text(title), ...bold, fontSize: 14 }],
          ...about.map(([name, value]) => [{ ...text(name), ...bold }, text(value)]),
          [],
          headings.map((heading) => ({
            ...text(heading),
            ...{ ...bold, wrap: true, backgroundColor: '#e8edf3', bottomBorderStyle: 'thin' },
          })),
          ...rows.map((row) => row.map(cell)),
          ...(total
            ? [
                total.map((one) => ({
                  ...(cell(one) ?? text('')),
                  ...bold,
                  topBorderStyle: 'thin',
                })),
              ]
            : []),
        ],
      };
    }) as Parameters<typeof writeXlsxFile>[0],
  ).toBlob();
}

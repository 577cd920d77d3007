/** East Asian wide and full-width ranges (UAX 11) that occur in Chinese text. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    width += WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
  }
  return width;
}

/** What a terminal would take as a command is shown, not obeyed: much of what is printed was written by somebody else. */
export const printable = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\uFFFD');

const pad = (text: string, width: number, right: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
};

/** Lines of a table with aligned columns; a column whose header begins with `>` is set to the right. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): string {
  const right = headers.map((header) => header.startsWith('>'));
  const cells = [
    headers.map((header, n) => (right[n] ? header.slice(1) : header)),
    ...rows.map((row) => row.map((cell) => printable(String(cell ?? '')))),
  ];
  const widths = headers.map((_, n) => Math.max(...cells.map((row) => widthOf(row[n] ?? ''))));
  return cells
    .map(
      (row) =>
        `${widths
          .map((width, n) => pad(row[n] ?? '', width, right[n]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

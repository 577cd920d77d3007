/** East Asian wide and full-width ranges (UAX 11) that occur in Chinese text. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
/** Quotation marks stand in Chinese text as wide ones, and terminals show them narrow. */
const widthOf = (text: string): number =>
  [...text].reduce((width, char) => width + (WIDE.test(char) ? 2 : 1), 0);

/** Lines of a table with aligned columns; a column whose header begins with `>` is set to the right. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const right = headers.map((header) => header.startsWith('>'));
  const cells = [headers.map((header) => header.replace(/^>/, '')), ...rows];
  const widths = headers.map((_, n) => Math.max(...cells.map((row) => widthOf(row[n]!))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, n) => {
        const space = ' '.repeat(widths[n]! - widthOf(cell));
        return right[n] ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  return cells.map((row) => `${line(row)}\n`).join('');
}

import { buffer } from 'node:stream/consumers';
import type { Locator, Page } from 'playwright-core';
import readXlsx from 'read-excel-file/node';

export type Cell = string | number | Date | boolean | null;

/** A table as somebody reads it who has nothing but the file. */
export interface Taken {
  file: string;
  sheet: string;
  title: string;
  about: Record<string, string>;
  headings: string[];
  rows: Cell[][];
}

async function saved(page: Page, button: Locator): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const content = await buffer(await download.createReadStream());
  return { name: download.suggestedFilename(), content };
}

/** RFC 4180, as spreadsheets read it. */
function fieldsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.slice(0, -1);
}

function takenOf(file: string, sheet: string, lines: readonly (readonly Cell[])[]): Taken {
  const gap = lines.findIndex(
    (line, n) => n > 0 && line.every((cell) => cell === null || cell === ''),
  );
  const headings = lines[gap + 1]!.map(String);
  return {
    ...{ file, sheet, title: String(lines[0]![0]), headings },
    about: Object.fromEntries(
      lines.slice(1, gap).map(([name, value]) => [String(name), String(value)]),
    ),
    rows: lines.slice(gap + 2).map((line) => headings.map((_, n) => line[n] ?? null)),
  };
}

export async function csvBy(page: Page, button: Locator): Promise<Taken> {
  const { name, content } = await saved(page, button);
  const text = content.toString('utf8');
  if (!text.startsWith('\uFEFF')) throw new Error(`${name}: no byte order mark`);
  return takenOf(name, '', fieldsOf(text.slice(1)));
}

/** Every sheet of a workbook. */
export async function workbookBy(page: Page, button: Locator): Promise<Taken[]> {
  const { name, content } = await saved(page, button);
  const sheets = (await readXlsx(content)) as unknown as { sheet: string; data: Cell[][] }[];
  return sheets.map(({ sheet, data }) => takenOf(name, sheet, data));
}

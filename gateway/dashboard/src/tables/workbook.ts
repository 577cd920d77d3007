import type { Sheet } from './sheet.ts';
import { type Entry, zipped } from './zip.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** What XML may not hold is left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '')
    .replaceAll(/[&<>]/g, (sign) => ESCAPED[sign]!);

type Value = string | number | null;

const BOLD = ' s="1"';

function cell(value: Value, style: string): string {
  if (value === null) return '<c/>';
  return typeof value === 'number'
    ? `<c${style}><v>${value}</v></c>`
    : `<c${style} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

const row = (values: readonly Value[], style = ''): string =>
  `<row>${values.map((value) => cell(value, style)).join('')}</row>`;

/** Rows between which the page may draw itself. */
const AT_ONCE = 2_000;

async function sheetOf({ title, about, headers, rows }: Sheet): Promise<string> {
  const lines = [
    row([title], BOLD),
    ...about.map(([name, value]) => `<row>${cell(name, BOLD)}${cell(value, '')}</row>`),
    row([]),
    row(headers, BOLD),
  ];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    lines.push(...rows.slice(at, at + AT_ONCE).map((values) => row(values)));
    await new Promise((done) => setTimeout(done));
  }
  const columns = `<cols><col min="1" max="${Math.max(headers.length, 2)}" width="18" customWidth="1"/></cols>`;
  return `<worksheet xmlns="${MAIN}">${columns}<sheetData>${lines.join('')}</sheetData></worksheet>`;
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
const relations = (...list: string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
const override = (part: string, type: string): string =>
  `<Override PartName="/xl/${part}.xml" ContentType="${TYPE}.${type}+xml"/>`;

/** Two fonts, the second bold; what else a program expects to find. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** A workbook (Office Open XML) of one sheet: what it is about, then the table. */
export async function workbookOf(sheet: Sheet): Promise<Blob> {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('workbook', 'sheet.main')}${override('worksheets/sheet1', 'worksheet')}${override('styles', 'styles')}</Types>`,
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="千帆" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('r2', 'styles', 'styles.xml'),
    ),
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': await sheetOf(sheet),
  };
  const entries = Object.entries(parts).map(([name, xml]): Entry => {
    const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`;
    return { name, content: new TextEncoder().encode(text) };
  });
  return zipped(entries, `${TYPE}.sheet`);
}

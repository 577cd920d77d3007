import { openZip, type ZipReader } from './zip.ts';

/** The last row that a spreadsheet has. */
const LAST_ROW = 1_048_576;

/** An XML element of a workbook, whatever prefix it is written with: its attributes, and what is within. */
const elements = (xml: string, name: string): { attributes: string; within: string }[] =>
  [
    ...xml.matchAll(
      new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?(?:/>|>([^]*?)</(?:\\w+:)?${name}>)`, 'g'),
    ),
  ].map(([, attributes = '', within = '']) => ({ attributes, within }));

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
};

const plain = (xml: string): string =>
  xml.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, number, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(number);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });

/** The text of a cell or a shared string; how it is pronounced is no part of it. */
const textIn = (xml: string): string =>
  elements(xml.replace(/<(?:\w+:)?rPh\b[^]*?<\/(?:\w+:)?rPh>/g, ''), 't')
    .map(({ within }) => plain(within))
    .join('');

/** A number as a spreadsheet shows it: it keeps seventeen digits of what has fifteen. */
function numberText(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) && value !== '' ? String(Number(number.toPrecision(15))) : value;
}

function cellText(attributes: string, within: string, shared: readonly string[]): string {
  const type = attribute(attributes, 't') ?? 'n';
  if (type === 'inlineStr') return textIn(within);
  const value = plain(elements(within, 'v')[0]?.within ?? '');
  if (type === 's') return shared[Number(value)] ?? '';
  return type === 'n' ? numberText(value) : value;
}

/** `AB12` → 27. */
const columnOf = (reference: string): number =>
  [.../^[A-Z]{0,3}/.exec(reference)![0]].reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  ) - 1;

async function firstSheet(read: ZipReader): Promise<string> {
  const [book = '', links = ''] = await Promise.all([
    read('xl/workbook.xml'),
    read('xl/_rels/workbook.xml.rels'),
  ]);
  const id = attribute(elements(book, 'sheet')[0]?.attributes ?? '', '\\w+:id');
  const link = elements(links, 'Relationship').find(
    ({ attributes }) => attribute(attributes, 'Id') === id,
  );
  const target = attribute(link?.attributes ?? '', 'Target') ?? 'worksheets/sheet1.xml';
  const sheet = await read(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  if (sheet === undefined) throw new RangeError('no sheet');
  return sheet;
}

const field = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * The first sheet of a workbook (.xlsx) as CSV, line for row.
 * @throws RangeError, TypeError where the bytes are no workbook
 */
export async function workbookCsv(bytes: Uint8Array): Promise<string> {
  const read = openZip(bytes);
  const [sheet, strings = ''] = await Promise.all([firstSheet(read), read('xl/sharedStrings.xml')]);
  const shared = elements(strings, 'si').map(({ within }) => textIn(within));
  const lines: string[] = [];
  for (const { attributes, within } of elements(sheet, 'row')) {
    const row = Number(attribute(attributes, 'r') ?? lines.length + 1);
    if (!(row > lines.length && row <= LAST_ROW)) throw new RangeError('rows out of order');
    while (lines.length < row - 1) lines.push('');
    // With gaps: a cell that holds nothing is not written.
    const fields: (string | undefined)[] = [];
    let column = -1;
    for (const cell of elements(within, 'c')) {
      const reference = attribute(cell.attributes, 'r');
      column = reference ? columnOf(reference) : column + 1;
      const text = cellText(cell.attributes, cell.within, shared);
      if (text !== '') fields[column] = text;
    }
    lines.push(Array.from(fields, (text) => field(text ?? '')).join(','));
  }
  return lines.join('\n');
}

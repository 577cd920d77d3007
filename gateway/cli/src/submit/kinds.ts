import { unreadable } from './fault.ts';

const beginsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, n) => bytes[n] === byte);

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

const ZIP = [0x50, 0x4b];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

/** Other files that people take for one of ours, by how they begin. */
const OTHERS: [magic: number[], kind: string][] = [
  [ascii('%PDF'), 'PDF'],
  [[0x89, ...ascii('PNG')], 'PNG'],
  [[0xff, 0xd8, 0xff], 'JPEG'],
  [[0x1f, 0x8b], 'gzip'],
  [ascii('Rar!'), 'RAR'],
  [ascii('7z\u00bc\u00af'), '7z'],
  [ascii('{\\rtf'), 'RTF'],
];

/** Whether a name, as compound files write them, stands among the bytes. */
function names(bytes: Uint8Array, name: string): boolean {
  const wide = ascii(name).flatMap((code) => [code, 0]);
  const [first] = wide;
  for (let at = bytes.indexOf(first!); at >= 0; at = bytes.indexOf(first!, at + 1)) {
    if (wide.every((byte, n) => bytes[at + n] === byte)) return true;
  }
  return false;
}

/**
 * Whether the bytes are a package, as workbooks (.xlsx) are, or may be a text.
 * @throws Unreadable for what is neither, by its own name
 */
export function kindOf(bytes: Uint8Array, name: string): 'PACKAGE' | 'TEXT' {
  if (beginsWith(bytes, [...ZIP, 3, 4])) return 'PACKAGE';
  if (beginsWith(bytes, OLE)) throw ofCompound(bytes, name);
  const other = beginsWith(bytes, ZIP)
    ? { kind: 'zip' }
    : OTHERS.map(([magic, kind]) => ({ magic, kind })).find(({ magic }) =>
        beginsWith(bytes, magic),
      );
  if (other) throw unreadable('FILE_OF_OTHER_KIND', { what: other.kind });
  return 'TEXT';
}

/** A compound file: a workbook under a password, or of the old kind. */
function ofCompound(bytes: Uint8Array, name: string): Error {
  if (names(bytes, 'EncryptedPackage')) return unreadable('FILE_HAS_PASSWORD');
  if (names(bytes, 'WordDocument')) {
    return unreadable('FILE_OF_OTHER_KIND', { what: '.doc (Word 97–2003)' });
  }
  const kind = /\.et$/i.test(name) ? '.et (WPS)' : '.xls';
  const what = { zh: `旧版 ${kind} 工作簿`, en: `a workbook of the old kind, ${kind}` };
  return unreadable('FILE_OF_OTHER_KIND', { what });
}

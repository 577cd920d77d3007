import { strFromU8, unzipSync } from 'fflate';
import { unreadable } from '../fault.ts';
import { MOST } from '../limits.ts';

/** The parts of a workbook by name, as far as they say what its sheets show. */
export type Parts = ReadonlyMap<string, string>;

const isWanted = (name: string): boolean =>
  /\.(?:xml|rels)$/.test(name) && !/\/(?:media|theme|drawings|printerSettings)\//.test(name);

/** The names in a package and what they come to unpacked, looked at before anything is unpacked. */
function sizes(bytes: Uint8Array): { names: string[]; unpacked: number } {
  const names: string[] = [];
  let unpacked = 0;
  unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      names.push(name);
      unpacked += originalSize;
      return false;
    },
  });
  return { names, unpacked };
}

const KINDS: [part: RegExp, kind: string][] = [
  [/^xl\/workbook\.bin$/, '.xlsb (Excel Binary Workbook)'],
  [/^content\.xml$/, '.ods (OpenDocument)'],
  [/^word\//, '.docx (Word)'],
  [/^ppt\//, '.pptx (PowerPoint)'],
  [/^Index\//, '.numbers (Apple Numbers)'],
];

/**
 * Unpacks a workbook (.xlsx, .xlsm), or says what it is instead.
 * @throws Unreadable; and whatever the library throws at bytes that are no package
 */
export function partsOf(bytes: Uint8Array): Parts {
  const { names, unpacked } = sizes(bytes);
  // The first bit of an entry's flags: its content is under a password.
  if ((bytes[6] ?? 0) & 1) throw unreadable('FILE_HAS_PASSWORD');
  if (unpacked > MOST.unpacked) {
    const what = `${Math.ceil(unpacked / 1_000_000)} MB > ${MOST.unpacked / 1_000_000} MB`;
    throw unreadable('FILE_TOO_LARGE', { what });
  }
  if (!names.some((name) => /^xl\/workbook\.xml$/i.test(name.replace(/^\//, '')))) {
    const kind = KINDS.find(([part]) => names.some((name) => part.test(name)))?.[1];
    const what = {
      zh: kind ?? '不含工作簿的压缩包',
      en: kind ?? 'a zip archive without a workbook',
    };
    throw unreadable('FILE_OF_OTHER_KIND', { what });
  }
  const files = unzipSync(bytes, { filter: ({ name }) => isWanted(name) });
  return new Map(
    Object.entries(files).map(([name, content]) => [name.replace(/^\//, ''), strFromU8(content)]),
  );
}

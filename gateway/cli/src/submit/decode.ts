import { Unreadable, unreadable } from './fault.ts';
import { kindOf } from './kinds.ts';
import { MOST } from './limits.ts';
import type { Sheet } from './sheet.ts';

/** What a file holds: the sheets of a workbook, or a text. */
export type Content = { sheets: Sheet[] } | { text: string };

/**
 * The content of an uploaded file: a workbook (.xlsx), whose reader comes when it is first needed, or a text in UTF-8 or
 * UTF-16, with or without a byte order mark, else GB18030, in which Chinese Excel saves CSV.
 */
export async function decode(bytes: Uint8Array, name = ''): Promise<Content> {
  if (bytes.length > MOST.bytes) {
    const what = `${Math.ceil(bytes.length / 1_000_000)} MB > ${MOST.bytes / 1_000_000} MB`;
    throw unreadable('FILE_TOO_LARGE', { what });
  }
  if (kindOf(bytes, name) === 'PACKAGE') return { sheets: await sheetsOf(bytes) };
  const text = textOf(bytes);
  if (/^\s*(?:<!doctype html|<html|<table|<\?xml|mime-version:)/i.test(text)) {
    const what = { zh: '网页或 XML（常被存成 .xls）', en: 'a web page or XML, often named .xls' };
    throw unreadable('FILE_OF_OTHER_KIND', { what });
  }
  return { text };
}

async function sheetsOf(bytes: Uint8Array): Promise<Sheet[]> {
  const { sheetsOf: read } = await import('./workbook/workbook.ts');
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw unreadable('FILE_DAMAGED');
  }
}

const MARKS: [encoding: string, mark: number[]][] = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Without a mark, UTF-16 shows by the zeros in every other byte of digits and commas. */
function encodingsOf(bytes: Uint8Array): string[] {
  const marked = MARKS.find(([, mark]) => mark.every((byte, n) => bytes[n] === byte));
  if (marked) return [marked[0]];
  const zeros = [0, 0];
  for (const [n, byte] of bytes.subarray(0, 2000).entries()) if (byte === 0) zeros[n % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return ['utf-8', 'gb18030'];
  return [odd > even ? 'utf-16le' : 'utf-16be'];
}

function textOf(bytes: Uint8Array): string {
  for (const encoding of encodingsOf(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
      if (!text.includes('\0')) return text;
    } catch {
      // the next one
    }
  }
  throw unreadable('FILE_IN_NO_ENCODING');
}

import { type ErrorCode, errorOf, type ErrorParameters } from '@qianfan/schema/errors/catalogue';
import type { FILE_ERRORS } from '@qianfan/schema/errors/files';
import type { Text } from '@qianfan/schema/kernel/issue';
import { EXIT, Failure } from '../failure.ts';
import { a1, type Cell, type Sheet } from './sheet.ts';

export type FileCode = keyof typeof FILE_ERRORS & ErrorCode;

/** What a template names, in one text or in both languages. */
export type Said = Readonly<Record<string, string | Text>>;

/** Where in a file: sheet, cell, and which cell of the form that is. */
export interface Where {
  sheet?: Sheet | undefined;
  /** A cell, or no more than its line. */
  at?: Pick<Cell, 'row' | 'column'> | { row: number } | undefined;
  place?: string | undefined;
}

/** One thing that keeps a file from being read. */
export interface FileFault {
  code: FileCode;
  sheet?: string;
  cell?: string;
  /** Row and column of the form: `1.1.1 × D`. */
  place?: string;
  message: Text;
  fix: Text;
}

/** The name of the cell in its sheet, as whoever has the file open finds it. */
export function whereText({ sheet, at, place }: Where): Text {
  const cell = at && 'column' in at ? a1(at) : undefined;
  const line = at && sheet?.name === undefined ? at.row + 1 : undefined;
  const of = place ? { zh: `（${place}）`, en: ` (${place})` } : { zh: '', en: '' };
  const zh = [sheet?.name && `工作表“${sheet.name}”`, line && `第 ${line} 行`, cell];
  const en = [sheet?.name && `sheet “${sheet.name}”`, line && `line ${line}`, cell];
  return {
    zh: zh.filter(Boolean).join(' ') + of.zh,
    en: en.filter(Boolean).join(', ') + of.en,
  };
}

const inLanguage = (said: Said, language: 'zh' | 'en'): Record<string, string> =>
  Object.fromEntries(
    Object.entries(said).map(([name, text]) => [
      name,
      typeof text === 'string' ? visible(text) : text[language],
    ]),
  );

/** What cannot be seen is told by its number: a zero-width space looks like nothing. */
const visible = (text: string): string =>
  text.replace(
    /[\p{Cf}\p{Cc}]/gu,
    (sign) => `⟨U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );

const errorWith = errorOf as (
  code: FileCode,
  parameters: ErrorParameters<FileCode>[0],
) => ReturnType<typeof errorOf>;

export function faultOf(code: FileCode, said: Said, where: Where = {}): FileFault {
  const [zh, en] = (['zh', 'en'] as const).map((language) =>
    errorWith(code, inLanguage(said, language) as ErrorParameters<FileCode>[0]),
  );
  const place = whereText(where);
  const { sheet, at } = where;
  return {
    code,
    ...(sheet?.name !== undefined && { sheet: sheet.name }),
    ...(at && 'column' in at && { cell: a1(at) }),
    ...(where.place && { place: where.place }),
    message: {
      zh: place.zh ? `${place.zh}：${zh!.message.zh}` : zh!.message.zh,
      en: place.en ? `${place.en}: ${en!.message.en}` : en!.message.en,
    },
    fix: { zh: zh!.fix.zh, en: en!.fix.en },
  };
}

const SHOWN = 20;

const linesOf = (texts: readonly string[]): string => [...new Set(texts)].join('\n');

/** A file that is not read: everything that is wrong with it at once, each at its place. Nothing of it is sent. */
export class Unreadable extends Failure {
  readonly faults: readonly FileFault[];

  constructor(faults: readonly FileFault[]) {
    const shown = faults.slice(0, SHOWN);
    const more = faults.length - shown.length;
    const also: Text[] = more > 0 ? [{ zh: `……另有 ${more} 处`, en: `… and ${more} more` }] : [];
    const messages = [...shown.map(({ message }) => message), ...also];
    super(
      EXIT.USAGE,
      faults[0]!.code,
      { zh: linesOf(messages.map(({ zh }) => zh)), en: linesOf(messages.map(({ en }) => en)) },
      {
        zh: linesOf(shown.map(({ fix }) => fix.zh)),
        en: linesOf(shown.map(({ fix }) => fix.en)),
      },
    );
    this.faults = faults;
  }
}

/** The same of a single thing. */
export const unreadable = (code: FileCode, said: Said = {}, where: Where = {}): Unreadable =>
  new Unreadable([faultOf(code, said, where)]);

import { readdirSync, readFileSync } from 'node:fs';
import { readCommands } from '@qianfan/cli/submit/commands';
import { decode } from '@qianfan/cli/submit/decode';
import { type FileFault, Unreadable } from '@qianfan/cli/submit/fault';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { normalReturn } from '@qianfan/schema/returns/normal';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../gateway/dashboard/src/views/return/read-file.ts';
import { type Expected, OF_TEXTS, OF_WORKBOOKS } from './manifest.ts';
import { TEXTS } from './texts.ts';

const CORPUS = new URL('corpus/', import.meta.url);

const bytesOf = (name: string): Uint8Array<ArrayBuffer> => {
  const content = TEXTS[name] ?? readFileSync(new URL(name, CORPUS));
  return Uint8Array.from(typeof content === 'string' ? new TextEncoder().encode(content) : content);
};

/** As `qianfan submit` reads a file. */
async function byCommandLine(name: string): Promise<SubmitReturn> {
  const [command, ...more] = readCommands(await decode(bytesOf(name), name), name);
  expect(more).toEqual([]);
  return command!.body as SubmitReturn;
}

/** As 本机构报送 reads it. */
async function byPage(name: string): Promise<SubmitReturn> {
  const { from, ...body } = await readFile(new File([bytesOf(name)], name));
  expect(from).toEqual({ kind: 'FILE', name });
  return body;
}

const USUAL = { '1/B': '1200', '1/H': '48', 'ALL/B': '2500.5', 'ALL/H': '100.25' };

function returnOf({ form, period, unit, cells, annex }: Exclude<Expected, readonly string[]>) {
  const values = Object.entries<string | null>({ ...USUAL, ...cells });
  return normalReturn({
    ...{ institution: 'BNK_JJB', form: form ?? 'TF03', period: period ?? '2024-12', revision: 1 },
    ...{ currency: 'CNY', unit: unit ?? 'WAN_YUAN' },
    tables: ['MAIN', ...(annex ? ['ANNEX'] : [])].map((table) => ({ table, reported: true })),
    cells: values.flatMap(([place, value]) => {
      const [column = '', row = '', area] = place.split('/').toReversed();
      return value === null ? [] : [{ ...(area && { area }), row, column, value }];
    }),
    borrowers: Object.entries(annex ?? {}).map(([enterprise, rows]) => ({
      enterprise,
      rows: Object.fromEntries(Object.entries(rows).map(([column, of]) => [column, [...of]])),
    })),
  });
}

const faultText = ({ code, sheet, cell, place }: FileFault): string => {
  const at = `${sheet === undefined ? '' : `${sheet}!`}${cell ?? ''}`;
  return [code, at, place && `(${place})`].filter(Boolean).join(' ');
};

describe.each([
  ['the command line', byCommandLine],
  ['the page', byPage],
])('a file, to %s', (_, read) => {
  it.each(Object.entries({ ...OF_TEXTS, ...OF_WORKBOOKS }))('%s', async (name, expected) => {
    if (!Array.isArray(expected)) {
      const given = expected as Exclude<Expected, readonly string[]>;
      expect(normalReturn(await read(name))).toEqual(returnOf(given));
      return;
    }
    const error = await read(name).then(
      () => expect.unreachable(`${name} is read`),
      (refusal: unknown) => refusal,
    );
    if (!(error instanceof Unreadable)) throw error;
    expect(error.faults.map(faultText)).toEqual(expected);
    for (const { message, fix, sheet, cell } of error.faults) {
      for (const where of [sheet, cell]) {
        expect(message.zh).toContain(where ?? '');
        expect(message.en).toContain(where ?? '');
      }
      expect(fix.zh).not.toBe('');
      // Who has a workbook open has no commas to look for.
      if (sheet !== undefined) expect(`${fix.zh} ${fix.en}`).not.toMatch(/逗号|comma/i);
    }
  });
});

describe('a text file', () => {
  const files = ['usual.csv', 'list.csv', 'numbered-lines.csv', 'official.csv'];
  const signs = [';', '；', '，', '|', '\t', ' ', '、', '  '];
  const changes: [how: string, change: (line: string, sign: string) => string][] = [
    ['all', (line, sign) => line.replaceAll(',', sign)],
    ['the first', (line, sign) => line.replace(',', sign)],
    ['the last', (line, sign) => line.replace(/,(?=[^,]*$)/, sign)],
  ];

  it.each(files)('%s is read in full or refused, whatever stands between fields', async (name) => {
    const text = new TextDecoder().decode(bytesOf(name));
    const whole = normalReturn(await byCommandLine(name));
    const lines = text.split('\n');
    for (const [n, line] of lines.entries()) {
      for (const [how, change] of changes) {
        for (const sign of signs) {
          const other = lines.with(n, change(line, sign)).join('\n');
          const read = () => readCommands({ text: other }, name)[0]!.body as SubmitReturn;
          let found: SubmitReturn;
          try {
            found = normalReturn(read());
          } catch (error) {
            expect(error).toBeInstanceOf(Unreadable);
            continue;
          }
          expect(found, `line ${n + 1}, ${how} by “${sign}”`).toEqual(whole);
        }
      }
    }
  });
});

describe('the corpus', () => {
  it('has an expectation for each file, and a file for each expectation', () => {
    expect(Object.keys(OF_TEXTS).toSorted()).toEqual(Object.keys(TEXTS).toSorted());
    expect(Object.keys(OF_WORKBOOKS).toSorted()).toEqual(readdirSync(CORPUS).toSorted());
  });

  it('is small', () => {
    for (const name of Object.keys(OF_WORKBOOKS)) {
      expect(bytesOf(name).length, name).toBeLessThanOrEqual(20_000);
    }
  });

  it('takes no room for what lies far outside of a form', async () => {
    const before = process.memoryUsage().rss;
    await byCommandLine('far-away-cell.xlsx').catch(() => undefined);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});

import { CODELISTS } from '@qianfan/schema/codelists/codelists';
import { describe, expect, test } from 'vitest';
import { filesEnding } from './files.ts';

/** Words that somebody once used for a thing that has a word of its own, and that word (`schema/src/codelists`). */
const FORBIDDEN: Readonly<Record<string, string>> = {
  已拒绝: '退回',
  被拒绝: '退回',
  拒绝原因: '退回原因',
  已接受: '已受理',
  严重: '致命 (severity: 级别)',
  警告: '提示',
  凭证: '回执',
  逾期未报: '未报',
  前日: '前一时点',
  后日: '后一时点',
  指令: '命令',
  股份制银行: '股份制商业银行',
  全国性大型银行: '大型商业银行',
};

/** Codes that have a name: in a Chinese text the name stands. */
const CODES = [
  ...CODELISTS.agency,
  ...CODELISTS.factType,
  ...CODELISTS.commandType,
  ...CODELISTS.amountUnit.filter(({ code }) => code.includes('_')),
].map(({ code }) => code as string);

const TEXT = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const CHINESE = /\p{Script=Han}/u;

/** Texts in Chinese of the sources, tests and what is generated left out. */
const texts = filesEnding('.ts', '.tsx', '.mjs')
  .filter(
    ({ path, text }) =>
      !/\.test\.ts$|^tests\/|\/testing\//.test(path) && !text.startsWith('// Generated'),
  )
  .flatMap(({ path, text }) =>
    [...text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '').matchAll(TEXT)]
      .map(([literal]) => ({ path, literal }))
      .filter(({ literal }) => CHINESE.test(literal)),
  );

describe('one thing, one word', () => {
  test('there are texts to look at', () => expect(texts.length).toBeGreaterThan(1000));

  test.each(Object.entries(FORBIDDEN))('nothing is called %s', (word) => {
    expect(texts.filter(({ literal }) => literal.includes(word))).toEqual([]);
  });

  test('no Chinese text shows a code where there is a name', () => {
    // A codelist itself, and examples that are typed into a program, name codes on purpose.
    const shown = texts
      .filter(
        ({ path }) =>
          !/schema\/src\/codelists|gateway\/src\/docs\/clients|values\.graphql/.test(path),
      )
      .filter(({ literal }) =>
        CODES.some((code) =>
          literal.replaceAll(/[A-Z_]+\.[A-Z_.]+[\d._TA-Z]*\.M:LEVEL:[\d-]+/g, '').includes(code),
        ),
      );
    expect(shown).toEqual([]);
  });
});

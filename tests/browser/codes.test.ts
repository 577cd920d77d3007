// Functions that are handed to the browser speak of its globals.
/// <reference lib="dom" />
import { CODELISTS } from '@qianfan/schema/codelists/codelists';
import { POPULATIONS } from '@qianfan/schema/codelists/populations';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserSuite, FIGURE, settled } from './page.fixture.ts';

const open = browserSuite();

/** Codes that people have a word for; short ones, those that are a word, and rows of a form, which bear their code, are none. */
const NAMED = [
  ...Object.values(CODELISTS).flatMap((list) => list.map(({ code }) => code as string)),
  ...POPULATIONS.map(({ code }) => code),
  ...METRIC_DEFINITIONS.map(({ code }) => code),
].filter((code) => code.length > 2 && !/^(YOY|YTD|MOM|QOQ|CREDIT|ALL|CHAIN)$/.test(code));
const CODE = new RegExp(
  `(?<![\\w.])(?:${[...new Set(NAMED)].join('|').replaceAll('.', '\\.')})(?![\\w.])`,
  'g',
);
const INSTITUTION = /\b(?:BNK|INS|REG|PRG)_[A-Z0-9_]+\b/g;
const LIST_VERSION = /\b[A-Z]{3,}\/\d+\b/g;

/** What a reader reads: but for ids, hashes and codes that stand there to be copied. */
const textOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const copy = document.querySelector('main')!.cloneNode(true) as HTMLElement;
    for (const id of copy.querySelectorAll('.hash, code, .code')) id.remove();
    return [
      copy.textContent,
      ...Array.from(copy.querySelectorAll('[title]'), (one) => one.getAttribute('title')),
    ].join('\n');
  });

const VIEWS = [
  ['regulator', '/?period=2024-12'],
  ['regulator', FIGURE],
  ['regulator', '/figure/R_NPL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M%3ALEVEL%3A2024-12'],
  ['regulator', '/ranking?period=2024-12'],
  ['regulator', '/late?period=2024-12'],
  ['auditor', '/refusals?period=2024-12'],
  ['regulator', '/compare?period=2024-12&from=2025-02-01&to=2025-03-01'],
  ['jjb', '/return?period=2024-12'],
  ['picc', '/?period=2024-12'],
  ['dost', '/?period=2024-12'],
] as const;

describe('no code is shown where there is a name', () => {
  it.each(
    VIEWS.flatMap(([as, path]) =>
      (['zh', 'en'] as const).map((language) => [as, path, language] as const),
    ),
  )('%s at %s in %s', async (as, path, language) => {
    const page = await open({ as, path, taste: { language } });
    await settled(page);
    for (const opener of await page.locator('button[aria-expanded=false]:visible').all()) {
      await opener.click();
      await settled(page);
      break;
    }
    // In English these classes are called by what is their code, too.
    const text = (await textOf(page)).replaceAll(/\bSRDI (enterprises|little giants)/g, '');
    expect(text.length).toBeGreaterThan(100);
    const found = [CODE, INSTITUTION, LIST_VERSION].flatMap((kind) => text.match(kind) ?? []);
    expect([...new Set(found)]).toEqual([]);
  });
});

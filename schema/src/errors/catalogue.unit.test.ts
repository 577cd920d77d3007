import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERRORS, errorOf, isErrorCode, issueOf } from './catalogue.ts';
import { errorsDocument } from './document.ts';

const document = readFileSync(new URL('../../errors.md', import.meta.url), 'utf8');
const names = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).toSorted();

describe('the error catalogue', () => {
  it('fills in both languages', () => {
    expect(errorOf('CONFLICT', { id: 'c-1' })).toMatchObject({
      code: 'CONFLICT',
      http: 409,
      message: {
        zh: '命令编号 c-1 已用于另一内容。',
        en: 'Command id c-1 was used for another body already.',
      },
    });
    expect(errorOf('UNAUTHENTICATED').http).toBe(401);
  });

  it('makes issues that say where', () => {
    const issue = issueOf('NO_SUCH_DATE', { found: '2023-02-29' }, { path: '/drawnOn' });
    expect(issue).toMatchObject({ code: 'NO_SUCH_DATE', severity: 'ERROR', path: '/drawnOn' });
    expect(issue).not.toHaveProperty('http');
  });

  it('knows its codes', () => {
    expect(isErrorCode('FORBIDDEN')).toBe(true);
    expect(isErrorCode('toString')).toBe(false);
  });

  it.each(Object.entries(ERRORS))('%s says the same in both languages', (_, { message, fix }) => {
    expect(names(message.zh)).toEqual(names(message.en));
    expect(names(fix.zh)).toEqual(names(fix.en));
    for (const text of [message, fix]) {
      expect(text.zh).toMatch(/\p{Script=Han}|TECH_ENT/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('has no code that the document lacks, and the document none that it lacks', () => {
    const documented = [...document.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
    expect(new Set(documented)).toEqual(new Set(Object.keys(ERRORS)));
    expect(documented).toHaveLength(Object.keys(ERRORS).length);
  });

  it('is what the committed document shows', () => {
    expect(document).toBe(errorsDocument());
  });
});

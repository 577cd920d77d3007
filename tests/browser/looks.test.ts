import { describe, it } from 'vitest';
import { browserSuite } from './page.fixture.ts';
import { expectAllClean } from './views.fixture.ts';

const open = browserSuite();

describe('every view', () => {
  it('in the dark', () => expectAllClean(open, 'dark', { as: 'regulator', dark: true }));
  it('in large text', () =>
    expectAllClean(open, 'large', { as: 'regulator', taste: { size: 'large' } }));
  it('in English', () =>
    expectAllClean(open, 'english', { as: 'regulator', taste: { language: 'en' } }));
  it('on a phone', () => expectAllClean(open, 'phone', { as: 'jjb', width: 390 }));
  it('on the phone of a regulator', () =>
    expectAllClean(open, 'phone', { as: 'regulator', width: 390 }));
  it('in English on a phone', () =>
    expectAllClean(open, 'english-phone', { as: 'jjb', width: 390, taste: { language: 'en' } }));
  it('on a wall of screens', () => expectAllClean(open, 'wall', { as: 'regulator', width: 3840 }));
});

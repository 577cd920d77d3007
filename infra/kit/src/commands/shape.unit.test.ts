import { describe, expect, it } from 'vitest';
import { DateText, InstantText, MonthText, PeriodText } from '@qianfan/schema/facts/shapes';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { shapeIssues } from './shape.ts';

const validator = Compile(
  Type.Object(
    {
      period: Type.String({ pattern: '^\\d{4}$' }),
      revision: Type.Integer({ minimum: 1 }),
      cells: Type.Optional(Type.Array(Type.Object({ 'a/b': Type.String() }))),
      unit: Type.Optional(Type.Enum(['YUAN', 'WAN_YUAN'])),
    },
    { additionalProperties: false },
  ),
);
const issues = (body: unknown) =>
  shapeIssues([...validator.Errors(body)], body, (text) => text.slice(0, 40));

describe('a body that is not of its shape', () => {
  it('is told place, value and reason in both languages', () => {
    expect(issues({ period: '202412', revision: 0 })).toMatchObject([
      {
        code: 'BAD_USER_INPUT',
        severity: 'FATAL',
        path: '/period',
        found: '202412',
        message: { zh: expect.stringContaining('必须匹配'), en: expect.stringContaining('must') },
      },
      { path: '/revision', found: '0' },
    ]);
    expect(issues({ period: '2024', revision: 1, cells: [{ 'a/b': null }] })).toMatchObject([
      { path: '/cells/0/a~1b', found: 'null' },
    ]);
    expect(issues({ period: '2024' })[0]).toMatchObject({
      path: '/',
      message: { zh: expect.stringContaining('revision') },
    });
  });

  it('says of which years a day, a period and an instant may speak', () => {
    const shapes = { day: DateText, month: MonthText, period: PeriodText, at: InstantText };
    const times = Compile(Type.Object(shapes));
    const body = {
      day: '2999-01-01',
      month: '2999-01',
      period: '2999',
      at: '2999-01-01T00:00:00Z',
    };
    const found = shapeIssues([...times.Errors(body)], body, (text) => text);
    expect(found).toHaveLength(4);
    for (const { message, path } of found) {
      const span = path === '/at' ? '1970–2199' : '1900–2199';
      expect(message.zh).toContain(span);
      expect(message.en).toContain(span);
    }
  });

  it('names what is too much, once, and what is allowed', () => {
    const [extra, ...more] = issues({ period: '2024', revision: 1, remark: 'x'.repeat(99) });
    expect(extra!.message.zh).toContain('(remark)');
    expect(more).toEqual([]);
    expect(issues({ period: '2024', revision: 1, unit: 'x'.repeat(99) })[0]).toMatchObject({
      found: 'x'.repeat(40),
      message: { en: expect.stringContaining('YUAN, WAN_YUAN') },
    });
  });
});

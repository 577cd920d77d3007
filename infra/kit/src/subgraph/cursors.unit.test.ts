import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { keysetIn, listNames, withNamedCursors } from './cursors.ts';
import { cursorOf, pageOf, pageRequest } from './pages.ts';

const schema = buildSchema(`
  type Loan { id: ID! }
  type Bank { code: ID!, name: String!, loans(first: Int, after: String, open: Boolean): Loan }
  type Query { loans(first: Int, after: String, open: Boolean): Loan }
`);
const ofBank = listNames(schema.getType('Bank') as never, 'loans');
const ofAll = listNames(schema.getQueryType()!, 'loans');

describe('a list', () => {
  it('is named by its field, the object that it hangs on and what narrows it, not by the page', () => {
    const a = { code: 'A', name: 'Bank A' };
    expect(ofBank(a, { first: 3, after: 'x' })).toBe(ofBank({ ...a, name: 'renamed' }, {}));
    const names = [
      ofAll(undefined, {}),
      ofBank(a, {}),
      ofBank({ ...a, code: 'B' }, {}),
      ofAll(undefined, { open: true } as object),
      ofAll(undefined, { open: false } as object),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(names[1]).toMatch(/^Bank\.loans#/);
  });
});

describe('a cursor', () => {
  const rows = ['a', 'b', 'c'];
  const page = (first: number, after?: string) => {
    const request = pageRequest({ first, after }, ['TEXT']);
    const left = rows.filter((row) => !request.after || row > request.after[0]!);
    return pageOf(left.slice(0, request.limit), request, (row) => [row], { totalCount: 3 });
  };

  it('leads on in its own list', () => {
    const list = ofAll(undefined, {});
    const shown = withNamedCursors(() => list, page(2));
    expect(shown.pageInfo.endCursor).toBe(shown.edges.at(-1)!.cursor);
    expect(page(2, keysetIn(list, shown.pageInfo.endCursor!)).nodes).toEqual(['c']);
    expect(withNamedCursors(() => list, page(2, cursorOf(['c']))).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
    });
  });

  it('of another list, or none at all, is refused by the name of the list', () => {
    const list = ofBank({ code: 'A' }, {});
    const other = withNamedCursors(() => ofBank({ code: 'B' }, {}), page(1)).pageInfo.endCursor!;
    const opaque = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const nonsense = ['', '?', 'W10', '[1,2]', cursorOf(['a']), opaque(['a']), opaque([1, 2])];
    for (const cursor of [other, ...nonsense, opaque({}), opaque(null), opaque([list])]) {
      expect(() => keysetIn(list, cursor), cursor).toThrow('Bank.loans');
    }
  });

  it('holds what the columns behind it hold, also where somebody made it up', () => {
    const wrong: [string, 'TEXT' | 'NUMBER' | 'SMALL'][] = [
      ['[1]', 'TEXT'],
      ['["a\\u0000"]', 'TEXT'],
      ['["\\ud800"]', 'TEXT'],
      ['["1"]', 'NUMBER'],
      ['[1.5]', 'NUMBER'],
      ['[1e300]', 'NUMBER'],
      ['[40000]', 'SMALL'],
      ['[[1]]', 'SMALL'],
      ['[]', 'TEXT'],
      ['["a","b"]', 'TEXT'],
    ];
    for (const [after, part] of wrong) {
      expect(() => pageRequest({ after }, [part]), after).toThrow('after');
    }
    expect(pageRequest({ after: '[-3]' }, ['SMALL']).after).toEqual([-3]);
  });
});

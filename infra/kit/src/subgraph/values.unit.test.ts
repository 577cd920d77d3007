import { describe, expect, it } from 'vitest';
import { moneyOf } from './money.ts';
import { cursorOf, pageOf, pageRequest } from './pages.ts';
import { checkSizes, outcomeOf } from './submit.graphql.ts';

describe('money', () => {
  it.each([
    [123_456n, 'YUAN', '1234.56'],
    [100n, 'YUAN', '1.00'],
    [-5n, 'YUAN', '-0.05'],
    [123_456_789n, 'WAN', '123.456789'],
    [1_000_000n, 'WAN', '1.00'],
    [286_450_000_000_00n, 'YI', '2864.50'],
    [1n, 'YI', '0.0000000001'],
  ] as const)('%s fen in %s is %s, exactly', (fen, unit, amount) => {
    expect(moneyOf(fen, unit)).toEqual({ amount, unit });
  });
});

describe('pages', () => {
  const rows = ['a', 'b', 'c'];
  const keyset = (row: string) => [row];

  it('says that more follow when one more row was read', () => {
    const request = pageRequest({ first: 2 }, ['TEXT']);
    expect(request).toEqual({ first: 2, limit: 3, after: undefined });
    const page = pageOf(rows, request, keyset, { totalCount: 9 });
    expect(page.nodes).toEqual(['a', 'b']);
    expect(page.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: cursorOf(['a']),
      endCursor: cursorOf(['b']),
    });
  });

  it('goes on after the cursor that it gave out', () => {
    const request = pageRequest({ after: cursorOf(['b', 7]) }, ['TEXT', 'NUMBER']);
    expect(request).toEqual({ first: 50, limit: 51, after: ['b', 7] });
    const { pageInfo } = pageOf(['c'], request, keyset, { totalCount: 9 });
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('has no cursors when it is empty', () => {
    const { pageInfo } = pageOf([], pageRequest({}, ['TEXT']), keyset, { totalCount: 0 });
    expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false });
  });

  it.each([
    { first: 0 },
    { first: 501 },
    { first: 1.5 },
    { after: 'nonsense' },
    { after: cursorOf(['a', 'b']) },
    { after: '[1.5]' },
    { after: '[{}]' },
  ])('refuses %j', (page) => {
    expect(() => pageRequest(page, ['TEXT'])).toThrow(/first|after/);
  });
});

describe('commands', () => {
  it('may be 4 MiB each, 2000 at once', () => {
    const large = { body: 'x'.repeat(4 * 1024 * 1024) };
    expect(() => checkSizes([{ body: 'x'.repeat(4 * 1024 * 1024 - 2) }])).not.toThrow();
    expect(() => checkSizes([{ body: {} }, large])).toThrow(/4194304/);
    expect(() => checkSizes(Array.from({ length: 2001 }, () => ({ body: {} })))).toThrow(/2000/);
  });

  it('show their receipt with its position, or none', () => {
    const receipt = {
      service: 'banks' as const,
      partition: 3,
      pos: 7,
      commandId: 'c-1',
      institution: 'BNK_JJB',
      type: 'banks.LoanDrawn.v1',
      outcome: 'ACCEPTED' as const,
      knownAt: 1,
      digest: 'sha256:0',
      hash: 'sha256:1',
      issues: [],
    };
    expect(outcomeOf({ status: 'ACCEPTED', receipt })).toMatchObject({
      commandId: 'c-1',
      status: 'ACCEPTED',
      receipt: { position: 'banks/3/7' },
    });
    const rejected = { status: 'REJECTED' as const, commandId: 'c-2', issues: [] };
    expect(outcomeOf(rejected)).toEqual(rejected);
  });
});

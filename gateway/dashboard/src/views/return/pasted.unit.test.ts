import { describe, expect, it } from 'vitest';
import type { Form } from './draft.ts';
import { borrowersIn, cellsIn } from './pasted.ts';

const COLUMNS = ['A', 'C'].map((code) => ({ code })) as unknown as Form['columns'];

describe('a pasted block', () => {
  /** A grid of two rows and two columns, of which the last has no cell. */
  const placeAt = (down: number, right: number) =>
    down > 1 || right > 1 || (down === 1 && right === 1) ? undefined : `/${down}/${right}`;

  it('fills the cells from where it is pasted', () => {
    expect(cellsIn([['1', '2'], ['3']], placeAt)).toEqual({
      taken: new Map([
        ['/0/0', '1'],
        ['/0/1', '2'],
        ['/1/0', '3'],
      ]),
      lost: [],
    });
  });

  it('says what of it has no cell; blanks, and the dash of the form, are nothing', () => {
    const block = [
      ['1', '2', ''],
      ['3', '—'],
      ['', ''],
    ];
    expect(cellsIn(block, placeAt).lost).toEqual([]);
    expect(cellsIn([['1', '2', '7'], ['3', '4'], ['5']], placeAt).lost).toEqual(['7', '4', '5']);
  });

  it('is borrowers with their rows, and says what of it belongs to none', () => {
    expect(
      borrowersIn(
        [
          ['E1', '1.1 1.2', ''],
          ['E2', '', '1.1；1.2'],
          ['', '', ''],
        ],
        COLUMNS,
      ),
    ).toEqual({
      taken: [
        { enterprise: 'E1', rows: { A: ['1.1', '1.2'] } },
        { enterprise: 'E2', rows: { C: ['1.1', '1.2'] } },
      ],
      lost: [],
    });
    expect(
      borrowersIn(
        [
          ['', '1.1'],
          ['E2', '', '', '1.2'],
        ],
        COLUMNS,
      ).lost,
    ).toEqual(['1.1', '1.2']);
  });
});

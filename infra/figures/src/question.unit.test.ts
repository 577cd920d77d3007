import { describe, expect, it } from 'vitest';
import { measuresOf, type PublishedQuery, readPublication } from './published.ts';
import { askedOf } from './question.ts';

const publication = await readPublication();
const queryOf = (id: string): PublishedQuery =>
  measuresOf(publication).find((measure) => measure.id === id)!.query;
const baseOf = (name: string): PublishedQuery =>
  publication.replay_bases.find((base) => base.name === name)!.query!;

describe('a published number is asked for', () => {
  it('as a level: all that report are not named', () => {
    expect(askedOf(queryOf('F003'))).toEqual({
      first: {
        figure: {
          metric: 'LN_BAL',
          population: 'HNTE',
          area: '36',
          period: '2024-12',
          basis: 'RETURN',
          agency: 'REG_NFRA_JX',
        },
        reading: { field: 'value' },
      },
    });
  });

  it('as a growth of a level, or a change of a quotient', () => {
    const level = askedOf(queryOf('F003')).first.figure;
    expect(askedOf(queryOf('F004')).first).toEqual({
      figure: level,
      reading: { field: 'growth', kind: 'YOY' },
    });
    expect(askedOf(queryOf('F118')).first.reading).toEqual({ field: 'growth', kind: 'YTD' });
    expect(askedOf(queryOf('F027')).first.reading).toEqual({ field: 'growth', kind: 'YOY' });
    expect(askedOf(queryOf('F033')).first.reading).toEqual({ field: 'change', kind: 'YTD' });
  });

  it('as a growth less that of all loans', () => {
    const { first, less } = askedOf(queryOf('F083'));
    expect(less).toEqual({ ...first, figure: { ...first.figure, population: 'ALL' } });
    expect(first.figure).toMatchObject({ population: 'TECH_ENT', reporter: 'BNK_RCB_JX' });
  });

  it('as a share of all reporters, or of a wider population', () => {
    expect(askedOf(queryOf('F086')).first.figure.transform).toBe('SHARE-_T');
    expect(askedOf(queryOf('F105')).first.figure.transform).toBe('SHARE-TECH_ENT');
    expect(askedOf(queryOf('F112')).first.figure.transform).toBe('SHARE-ALL');
  });

  it('of a product under the code of its owner', () => {
    const query = queryOf('F110');
    expect(askedOf(query).first.figure).toMatchObject({
      reporter: 'BNK_CMB_NC',
      product: 'KECHUANGDAI',
    });
    expect(() => askedOf({ ...query, reporter: 'BNK_JJB' })).toThrow(RangeError);
    expect(askedOf(queryOf('F008')).first.figure.product).toBe('CREDIT');
  });

  it('of the agency whose scope it is', () => {
    const agencyOf = (id: string) => askedOf(queryOf(id)).first.figure.agency;
    expect(['F016', 'F126', 'F003'].map(agencyOf)).toEqual(Array(3).fill('REG_NFRA_JX'));
    expect(['F035', 'F037', 'F039', 'F040', 'F041', 'F042'].map(agencyOf)).toEqual(
      Array(6).fill('PRG_DOST'),
    );
  });

  it('as a count of reporters who meet a predicate', () => {
    expect(askedOf(baseOf('RATE_BELOW_2024')).first.figure.transform).toBe('COUNT-LT-0');
    expect(() => askedOf({ ...baseOf('RATE_BELOW_2024'), where: 'cheap' })).toThrow(RangeError);
  });

  it('whichever it is', () => {
    for (const { query } of measuresOf(publication)) expect(askedOf(query).first).toBeDefined();
  });
});

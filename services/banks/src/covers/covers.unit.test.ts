import type { IssueCover } from '@qianfan/schema/commands/banks';
import { beforeEach, describe, expect, it } from 'vitest';
import { GIVEN } from '../testing/given.ts';
import { specification } from '@qianfan/kit/testing/specification';
import { partsOf } from '../testing/parts.ts';
import { coverStreams } from './covers.state.ts';
import { coverCommands } from './covers.ts';

const terms: IssueCover = {
  institution: 'INS_PICC_JX',
  cover: 'P-1',
  enterprise: 'ENT-1',
  county: '360402',
  product: 'LAB_SAFETY',
  part: 'I',
  sumInsured: '5000000',
  premium: '12000',
  inception: '2024-03-01',
  expiresOn: '2025-03-01',
};
const P = { institution: 'INS_PICC_JX', cover: 'P-1' };

let spec: ReturnType<typeof specification>;
const issue = (more: Partial<IssueCover> = {}) =>
  spec.when('banks.IssueCover', { ...terms, ...more });
const endorse = (sumInsuredChange: string, premiumChange: string, on = '2024-06-01') =>
  spec.when('banks.EndorseCover', { ...P, sumInsuredChange, premiumChange, on });
const cancel = (on: string) => spec.when('banks.CancelCover', { ...P, on });

beforeEach(() => {
  spec = specification(partsOf(coverCommands, coverStreams), GIVEN);
});

describe('a cover', () => {
  it('is issued, endorsed and cancelled; the cancellation says how much cover ended', () => {
    const issued = issue();
    expect(issued.body).toMatchObject({ sumInsured: '5000000.00', premium: '12000.00' });
    const endorsed = endorse('-1000000', '-2000.5');
    expect(endorsed.body).toMatchObject({ county: '360402', sumInsuredChange: '-1000000.00' });
    const cancelled = cancel('2024-09-01');
    expect(cancelled.body).toMatchObject({ sumInsured: '4000000.00', part: 'I' });
  });

  it('is issued once; a renewal names a cover that exists', () => {
    issue();
    expect(issue().codes).toEqual(['COVER_EXISTS']);
    expect(issue({ cover: 'P-2', renews: 'P-9' }).codes).toEqual(['UNKNOWN_COVER']);
    expect(issue({ cover: 'P-2', renews: 'P-1' }).body.renews).toBe('P-1');
  });

  it('lasts at least a day and covers something, for a registered enterprise', () => {
    expect(issue({ expiresOn: '2024-03-01', sumInsured: '0.00' }).codes).toEqual([
      'AMOUNT_NOT_POSITIVE',
      'DATE_ORDER',
    ]);
    expect(issue({ enterprise: 'ENT-9' })).toMatchObject({
      codes: ['UNKNOWN_ENTERPRISE'],
      awaitsReference: true,
    });
  });

  it('changes no more once it has ended', () => {
    issue({ expiresOn: '2024-12-31' });
    expect(endorse('1', '0', '2024-12-31').codes).toEqual(['COVER_ENDED']);
    expect(cancel('2024-12-30').type).toBe('CoverCancelled');
    expect(cancel('2024-12-30').codes).toEqual(['COVER_ENDED']);
    expect(endorse('1', '0', '2024-12-30').codes).toEqual(['COVER_ENDED']);
  });

  it('never falls below zero, and both amounts are judged at once', () => {
    issue();
    expect(endorse('-5000000.01', '-12000.01').codes).toEqual(['COVER_NEGATIVE', 'COVER_NEGATIVE']);
    expect(endorse('-5000000', '-12000').type).toBe('CoverEndorsed');
  });

  it('V-16: costs no more than it covers, when issued and after every endorsement', () => {
    expect(issue({ premium: '5000000.01' }).issues).toMatchObject([
      { code: 'PREMIUM_OVER_COVER', found: '5000000.01', expected: '≤ 5000000.00' },
    ]);
    issue();
    expect(endorse('-4990000', '0').codes).toEqual(['PREMIUM_OVER_COVER']);
    expect(endorse('0', '4988000').type).toBe('CoverEndorsed');
  });

  it('has its facts in date order, none before inception, none to come', () => {
    issue();
    expect(endorse('1', '0', '2024-02-29').codes).toEqual(['DATE_ORDER']);
    expect(endorse('1', '0', '2025-01-07').codes).toEqual(['DATE_ORDER']);
    expect(cancel('2024-02-30').codes).toContain('NO_SUCH_DATE');
  });

  it('is unknown before it is issued', () => {
    expect(cancel('2024-06-01').codes).toEqual(['UNKNOWN_COVER']);
  });
});

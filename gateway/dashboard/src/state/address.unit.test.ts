import { describe, expect, it } from 'vitest';
import { readAddress, searchOf } from './address.ts';

describe('what is looked at is all in the address', () => {
  it('is read back as it was written, and the default is written as nothing', () => {
    const address = readAddress(
      new URLSearchParams('period=2024-12&asOf=2025-02-01&unit=WAN&population=TSME&basis=CONTRACT'),
    );
    expect(address).toEqual({
      period: '2024-12',
      asOf: '2025-02-01',
      unit: 'WAN',
      population: 'TSME',
      basis: 'CONTRACT',
    });
    expect(readAddress(new URLSearchParams(searchOf(address)))).toEqual(address);
    expect(searchOf(readAddress(new URLSearchParams()))).toBe('');
  });

  it('leaves out what is not of its shape', () => {
    const search = new URLSearchParams('period=x&asOf=yesterday&unit=USD&population=a"b&basis=ALL');
    expect(searchOf(readAddress(search))).toBe('');
  });
});

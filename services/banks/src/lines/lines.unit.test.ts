import { expect, it } from 'vitest';
import { GIVEN } from '../testing/given.ts';
import { specification } from '@qianfan/kit/testing/specification';
import { partsOf } from '../testing/parts.ts';
import { lineStreams } from './lines.state.ts';
import { lineCommands } from './lines.ts';

const line = {
  institution: 'BNK_JJB',
  line: 'C-1',
  enterprise: 'ENT-1',
  limit: '8000000',
  grantedOn: '2024-03-01',
  expiresOn: '2025-03-01',
};

it('a credit line is granted once, above zero, to a registered enterprise', () => {
  const spec = specification(partsOf(lineCommands, lineStreams), GIVEN);
  const grant = (more: object = {}) => spec.when('banks.GrantCreditLine', { ...line, ...more });
  const { type } = grant();
  expect(type).toBe('CreditLineGranted');
  expect(grant().codes).toEqual(['LINE_EXISTS']);
  expect(grant({ line: 'C-2', limit: '0', expiresOn: '2024-02-01' }).codes).toEqual([
    'AMOUNT_NOT_POSITIVE',
    'DATE_ORDER',
  ]);
  expect(grant({ line: 'C-2', enterprise: 'ENT-9' }).awaitsReference).toBe(true);
});

import { expect, it } from 'vitest';
import { GIVEN } from '../testing/given.ts';
import { specification } from '@qianfan/kit/testing/specification';
import { partsOf } from '../testing/parts.ts';
import { agreementStreams } from './agreements.state.ts';
import { agreementCommands } from './agreements.ts';

const agreement = {
  institution: 'BNK_JJB',
  agreement: 'KDT-3604',
  programme: 'KDT',
  area: '3604',
  party: { zh: '九江市科技局', en: 'Science Bureau of Jiujiang' },
  signedOn: '2024-03-01',
};

it('an agreement is signed once, with an area that there is, on a day that has come', () => {
  const spec = specification(partsOf(agreementCommands, agreementStreams), GIVEN);
  const sign = (more: object = {}) => spec.when('banks.SignAgreement', { ...agreement, ...more });
  const { type, body } = sign();
  expect(type).toBe('CooperationAgreementSigned');
  expect(body).not.toHaveProperty('institution');
  expect(sign().codes).toEqual(['AGREEMENT_EXISTS']);
  expect(sign({ agreement: 'A-2', area: '3699', signedOn: '2025-06-01' }).codes).toEqual([
    'UNKNOWN_AREA',
    'DATE_ORDER',
  ]);
  expect(sign({ institution: 'BNK_NEW', agreement: 'A-3' }).awaitsReference).toBe(true);
});

import { TF01 } from '@qianfan/schema/returns/tf01';

/** Facts of regulators that specifications of this service start from: two banks, an insurer, a form, a period. */
const organisation = (code: string, kind: string, more: object = {}): [string, object] => [
  'regulators.OrganisationRegistered.v1',
  {
    code,
    name: { zh: code, en: code },
    kind,
    area: '36',
    obligations: kind === 'BANK' ? [{ form: 'TF01', from: '2023-01' }] : [],
    ...more,
  },
];

export const GIVEN: readonly [string, object][] = [
  ['regulators.ReturnDefined.v1', TF01],
  organisation('BNK_JJB', 'BANK', { singleNameLimit: '20000000.00' }),
  organisation('BNK_GZRCB', 'BANK'),
  organisation('INS_PICC_JX', 'INSURER'),
  ...['ENT-1', 'ENT-2', 'ENT-3'].map((id): [string, object] => [
    'regulators.EnterpriseRegistered.v1',
    { id, name: null, county: '360402' },
  ]),
  [
    'regulators.ReportingPeriodOpened.v1',
    {
      form: 'TF01',
      period: '2024-12',
      deadline: '2025-01-13T16:00:00+08:00',
      release: '2025-01-20T10:00:00+08:00',
    },
  ],
];

import type { OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import { commandAt, type DemoCommand, instantOf } from '../command.ts';

const authority = (
  code: string,
  kind: OrganisationRegistered['kind'],
  zh: string,
  en: string,
): OrganisationRegistered => ({ code, name: { zh, en }, kind, area: '36', obligations: [] });

const bank = (
  code: string,
  area: string,
  zh: string,
  en: string,
  more: Partial<OrganisationRegistered>,
): OrganisationRegistered => ({
  code,
  name: { zh, en },
  kind: 'BANK',
  area,
  obligations: [{ form: 'TF01', from: '2023-12' }],
  ...more,
});

export const DEMO_ORGANISATIONS: readonly OrganisationRegistered[] = [
  authority('REG_NFRA_JX', 'REGULATOR', '国家金融监督管理总局江西监管局', 'NFRA Jiangxi'),
  authority('REG_PBC_JX', 'REGULATOR', '中国人民银行江西省分行', 'PBC Jiangxi'),
  authority(
    'PRG_DOST',
    'PROGRAMME',
    '江西省科学技术厅',
    'Jiangxi Department of Science and Technology',
  ),
  authority(
    'PRG_DIIT',
    'PROGRAMME',
    '江西省工业和信息化厅',
    'Jiangxi Department of Industry and Information Technology',
  ),
  authority('ASC_JXBA', 'ASSOCIATION', '江西省银行业协会', 'Jiangxi Banking Association'),
  authority('GRP_JXRCU', 'BANK_GROUP', '江西农商联合银行', 'Jiangxi Rural Commercial United Bank'),
  bank('BNK_ICBC_JX', '36', '中国工商银行江西省分行', 'ICBC Jiangxi Branch', {
    peerGroup: 'NATIONAL',
  }),
  bank('BNK_JJB', '3604', '九江银行', 'Bank of Jiujiang', {
    peerGroup: 'LOCAL',
    singleNameLimit: '300000000.00',
  }),
  bank('BNK_CMB_NC', '3601', '招商银行南昌分行', 'CMB Nanchang Branch', { peerGroup: 'NATIONAL' }),
  bank('BNK_GZRCB', '3607', '赣州农商银行', 'Ganzhou Rural Commercial Bank', {
    peerGroup: 'LOCAL',
    group: 'GRP_JXRCU',
    singleNameLimit: '80000000.00',
  }),
  {
    code: 'INS_PICC_JX',
    name: { zh: '人保财险江西省分公司', en: 'PICC P&C Jiangxi Branch' },
    kind: 'INSURER',
    area: '36',
    peerGroup: 'INSURERS',
    obligations: [],
  },
];

export const organisationCommands = (): DemoCommand[] =>
  DEMO_ORGANISATIONS.map((body) =>
    commandAt(instantOf('2023-01-03', '09:00'), {
      id: `organisation:${body.code}`,
      type: 'regulators.RegisterOrganisation',
      body,
    }),
  );

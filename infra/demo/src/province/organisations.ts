import type { OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import { commandAt, type DemoCommand, instantOf } from '../command.ts';
import { BANKS, type ProvinceBank, RURAL_GROUP } from './banks.ts';
import { brand, invented } from './names.ts';

const other = (
  code: string,
  kind: OrganisationRegistered['kind'],
  zh: string,
  en: string,
): OrganisationRegistered => ({ code, name: { zh, en }, kind, area: '36', obligations: [] });

const AUTHORITIES: OrganisationRegistered[] = [
  other('REG_NFRA_JX', 'REGULATOR', '国家金融监督管理总局江西监管局', 'NFRA Jiangxi'),
  other('REG_PBC_JX', 'REGULATOR', '中国人民银行江西省分行', 'PBC Jiangxi'),
  other(
    'PRG_DOST',
    'PROGRAMME',
    '江西省科学技术厅',
    'Jiangxi Department of Science and Technology',
  ),
  other(
    'PRG_DIIT',
    'PROGRAMME',
    '江西省工业和信息化厅',
    'Jiangxi Department of Industry and Information Technology',
  ),
  other('ASC_JXBA', 'ASSOCIATION', '江西省银行业协会', 'Jiangxi Banking Association'),
  other(
    RURAL_GROUP,
    'BANK_GROUP',
    '全省农商银行（江西省农村信用社联合社）',
    'Jiangxi rural commercial banks',
  ),
];

type Obligations = OrganisationRegistered['obligations'];

/** For all months, or for some of them. */
const duties = (form: string, months: readonly string[], all: readonly string[]): Obligations => {
  if (months.length === all.length) return [{ form, from: all[0]! }];
  return months.map((month) => ({ form, from: month, to: month }));
};

const bankRecord = (
  bank: ProvinceBank,
  tf02: Obligations,
  tf01b: Obligations,
): OrganisationRegistered => ({
  code: bank.code,
  name: bank.name,
  kind: 'BANK',
  area: bank.area,
  ...(bank.kind === 'RURAL' ? { group: RURAL_GROUP } : {}),
  peerGroup: bank.peerGroup,
  obligations: [
    { form: 'TF01', from: '2023-12' },
    ...tf02,
    ...(bank.hasContracts ? tf01b : []),
    { form: 'TF03', from: '2024-12', to: '2024-12' },
  ],
  ...(bank.limit ? { singleNameLimit: bank.limit } : {}),
});

/** 25 insurers of property; the first is quoted. */
export const INSURERS: readonly OrganisationRegistered[] = Array.from({ length: 25 }, (_, n) => {
  const { zh, en } = brand(600 + n);
  return {
    code: n === 0 ? 'INS_PICC_JX' : `INS_PC_${String(n + 1).padStart(2, '0')}`,
    name:
      n === 0
        ? { zh: '人保财险江西省分公司', en: 'PICC P&C Jiangxi Branch' }
        : invented(`${zh}财险江西分公司`, `${en} P&C, Jiangxi Branch`),
    kind: 'INSURER',
    area: '36',
    peerGroup: 'INSURERS',
    obligations: [{ form: 'TF05', from: '2023-12', to: '2024-12' }],
  };
});

export function provinceOrganisations(
  countyMonths: readonly string[],
  months: readonly string[],
): OrganisationRegistered[] {
  const [tf02, tf01b] = ['TF02', 'TF01B'].map((form) => duties(form, countyMonths, months));
  return [...AUTHORITIES, ...BANKS.map((bank) => bankRecord(bank, tf02!, tf01b!)), ...INSURERS];
}

export const organisationCommands = (records: readonly OrganisationRegistered[]): DemoCommand[] =>
  records.map((body) =>
    commandAt(instantOf('2023-01-03', '09:00'), {
      id: `organisation:${body.code}`,
      type: 'regulators.RegisterOrganisation',
      body,
    }),
  );

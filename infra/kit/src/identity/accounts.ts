import type { Text } from '@qianfan/schema/kernel/issue';
import type { Principal } from './principal.ts';

const account = (role: Principal['role'], institution: string, actor: string): Principal => ({
  role,
  institution,
  actor,
  jurisdiction: '36',
  synthetic: true,
});

/** The accounts of the demonstration, by the name under which `npm start` prints their tokens. */
export const demoAccounts = {
  regulator: account('REGULATOR', 'REG_NFRA_JX', 'demo-regulator'),
  auditor: account('AUDITOR', 'REG_NFRA_JX', 'demo-auditor'),
  icbc: account('BANK', 'BNK_ICBC_JX', 'demo-icbc'),
  jjb: account('BANK', 'BNK_JJB', 'demo-jjb'),
  cmb: account('BANK', 'BNK_CMB_NC', 'demo-cmb'),
  gzrcb: account('BANK', 'BNK_GZRCB', 'demo-gzrcb'),
  picc: account('INSURER', 'INS_PICC_JX', 'demo-picc'),
  dost: account('PROGRAMME', 'PRG_DOST', 'demo-dost'),
  importer: account('IMPORTER', 'REG_NFRA_JX', 'demo-importer'),
} as const satisfies Record<string, Principal>;

export type DemoAccount = keyof typeof demoAccounts;

/** What the page calls them, where one chooses whom to sign in as. */
export const accountNames: Readonly<Record<DemoAccount, Text>> = {
  regulator: { zh: '江西金融监管局 · 分析员', en: 'NFRA Jiangxi · analyst' },
  auditor: { zh: '江西金融监管局 · 审计员', en: 'NFRA Jiangxi · auditor' },
  icbc: { zh: '工商银行江西省分行 · 报送员', en: 'ICBC Jiangxi · reporting clerk' },
  jjb: { zh: '九江银行 · 报送员', en: 'Bank of Jiujiang · reporting clerk' },
  cmb: { zh: '招商银行南昌分行 · 报送员', en: 'CMB Nanchang · reporting clerk' },
  gzrcb: { zh: '赣州农商银行 · 报送员', en: 'Ganzhou RCB · reporting clerk' },
  picc: { zh: '人保财险江西省分公司 · 报送员', en: 'PICC Jiangxi · reporting clerk' },
  dost: { zh: '江西省科学技术厅 · 科贷通', en: 'Science Department · Kedaitong' },
  importer: { zh: '导入程序', en: 'importer' },
};

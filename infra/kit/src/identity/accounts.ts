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

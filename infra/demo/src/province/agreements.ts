import { commandAt, type DemoCommand, instantOf } from '../command.ts';
import { KDT_CITIES } from './regions.ts';

const BANK = 'BNK_JJB';

/** 九江银行 signed with the science authority of each city half a year after the city joined. */
export const agreementCommands = (): DemoCommand[] =>
  KDT_CITIES.map(({ region, on }) => {
    const signedOn = `${on.slice(0, 4)}-12-20`;
    return commandAt(instantOf(signedOn < '2023-01-09' ? '2023-01-10' : signedOn, '15:00'), {
      id: `agreement:${BANK}:KDT:${region}`,
      type: 'banks.SignAgreement',
      body: { institution: BANK, agreement: `KDT-${region}`, programme: 'KDT', region, signedOn },
    });
  });

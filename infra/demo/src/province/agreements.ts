import { areaOf } from '@qianfan/schema/codelists/areas';
import type { SignAgreement } from '@qianfan/schema/commands/banks';
import { commandAt, type DemoCommand, instantOf } from '../command.ts';
import { KDT_CITIES } from './regions.ts';

const BANK = 'BNK_JJB';

/** 九江银行 signed with the science authority of each city at the end of the year in which the city joined. */
export const agreementCommands = (): DemoCommand[] =>
  KDT_CITIES.map(({ region: area, on }) => {
    const signedOn = `${on.slice(0, 4)}-12-20`;
    const city = areaOf(area)!.name;
    const body: SignAgreement = {
      institution: BANK,
      agreement: `KDT-${area}`,
      programme: 'KDT',
      area,
      party: { zh: `${city.zh}科学技术局`, en: `Science and Technology Bureau of ${city.en}` },
      signedOn,
    };
    return commandAt(instantOf(signedOn < '2023-01-09' ? '2023-01-10' : signedOn, '15:00'), {
      id: `agreement:${BANK}:KDT:${area}`,
      type: 'banks.SignAgreement',
      body,
    });
  });

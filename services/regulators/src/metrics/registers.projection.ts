import type { CooperationAgreementSigned } from '@qianfan/schema/facts/banks';
import type {
  BankJoined,
  OutletEnrolled,
  ProgrammeLaunched,
  RegionJoined,
} from '@qianfan/schema/facts/programmes';
import type { Reducer, Reducers } from '@qianfan/kit/projections/projection';
import { registerPostings } from './metrics.tables.ts';

/** What a fact adds to a register; `member` is what different facts about the same one have in common. */
interface Joined {
  kind: 'LAUNCH' | 'CITY' | 'COUNTY' | 'BANK' | 'OUTLET' | 'AGREEMENT_CITY' | 'AGREEMENT_COUNTY';
  member: string;
  programme: string | null;
  bank: string | null;
  area: string | null;
  date: string;
}

const registerReducer =
  <Body>(joined: (body: Body, key: string) => Joined): Reducer<Body> =>
  ({ key, pos, body }) => [
    registerPostings.row({ holder: key, posting: pos, ...joined(body, key), change: 1 }),
  ];

const ofCity = (area: string): boolean => area.length === 4;

/** Who and what belongs to a programme. */
export const registerReducers: Reducers = {
  'programmes.ProgrammeLaunched.v1': registerReducer<ProgrammeLaunched>(
    ({ programme, launchedOn }) => ({
      kind: 'LAUNCH',
      member: programme,
      programme,
      bank: null,
      area: null,
      date: launchedOn,
    }),
  ),
  'programmes.RegionJoined.v1': registerReducer<RegionJoined>(({ programme, region, on }) => ({
    kind: ofCity(region) ? 'CITY' : 'COUNTY',
    member: region,
    programme,
    bank: null,
    area: region,
    date: on,
  })),
  'programmes.BankJoined.v1': registerReducer<BankJoined>(({ programme, bank, on }) => ({
    kind: 'BANK',
    member: bank,
    programme,
    bank,
    area: null,
    date: on,
  })),
  'programmes.OutletEnrolled.v1': registerReducer<OutletEnrolled>(
    ({ programme, bank, outlet, county, on }) => ({
      kind: 'OUTLET',
      // The number of an outlet is its bank's own.
      member: `${bank}/${outlet}`,
      programme,
      bank,
      area: county,
      date: on,
    }),
  ),
};

/** What banks have signed, by the authority's area. */
export const agreementReducers: Reducers = {
  'banks.CooperationAgreementSigned.v1': registerReducer<CooperationAgreementSigned>(
    ({ programme, area, signedOn }, bank) => ({
      kind: ofCity(area) ? 'AGREEMENT_CITY' : 'AGREEMENT_COUNTY',
      member: area,
      programme: programme ?? null,
      bank,
      area,
      date: signedOn,
    }),
  ),
};

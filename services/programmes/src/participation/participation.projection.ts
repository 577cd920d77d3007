import type { Change, Projection } from '@qianfan/kit/projections/projection';
import type { BankJoined, OutletEnrolled, RegionJoined } from '@qianfan/schema/facts/programmes';
import type { Fact } from '@qianfan/schema/kernel/fact';

export const PARTICIPANT_KINDS = ['REGION', 'BANK', 'OUTLET'] as const;

/** `participant`: the area, the bank, or `<bank>/<outlet>`. `bank` is null for a region: it belongs to no bank. */
interface Joining {
  kind: (typeof PARTICIPANT_KINDS)[number];
  participant: string;
  region: string | null;
  bank: string | null;
  joinedOn: string;
}

export const participationTables: Projection['tables'] = {
  ParticipationRecord: { mode: 'VERSIONED', identity: ['programme', 'kind', 'participant'] },
};

const joining = ({ synthetic, body }: Fact<{ programme: string }>, row: Joining): Change[] => [
  { table: 'ParticipationRecord', row: { programme: body.programme, ...row, synthetic } },
];

export const participationReducers = {
  'programmes.RegionJoined.v1': (fact: Fact<RegionJoined>): Change[] =>
    joining(fact, {
      kind: 'REGION',
      participant: fact.body.region,
      region: fact.body.region,
      bank: null,
      joinedOn: fact.body.on,
    }),
  'programmes.BankJoined.v1': (fact: Fact<BankJoined>): Change[] =>
    joining(fact, {
      kind: 'BANK',
      participant: fact.body.bank,
      region: null,
      bank: fact.body.bank,
      joinedOn: fact.body.on,
    }),
  'programmes.OutletEnrolled.v1': (fact: Fact<OutletEnrolled>): Change[] =>
    joining(fact, {
      kind: 'OUTLET',
      participant: `${fact.body.bank}/${fact.body.outlet}`,
      region: fact.body.county,
      bank: fact.body.bank,
      joinedOn: fact.body.on,
    }),
};

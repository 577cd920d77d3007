import type { Reducers } from '@qianfan/kit/projections/projection';
import { flag, type RowOf, table, text } from '@qianfan/kit/projections/table';

export const PARTICIPANT_KINDS = ['REGION', 'BANK', 'OUTLET'] as const;

/**
 * Regions are open to every role; banks and outlets to their bank and to those who see all. `participant`: the area, the
 * bank, or `<bank>/<outlet>`. `bank` is null for a region: it belongs to no bank.
 */
export const participationRecords = table('ParticipationRecord', {
  mode: 'VERSIONED',
  identity: { programme: text, kind: text, participant: text },
  columns: { region: text.nullable, bank: text.nullable, joinedOn: text, synthetic: flag },
  indexes: [['bank']],
});

type Joining = Omit<RowOf<typeof participationRecords>, 'kind'> & {
  kind: (typeof PARTICIPANT_KINDS)[number];
};

const joining = (row: Joining) => [participationRecords.row(row)];

export const participationReducers: Reducers = {
  'programmes.RegionJoined.v1': ({ synthetic, body: { programme, region, on } }) =>
    joining({
      programme,
      kind: 'REGION',
      participant: region,
      region,
      bank: null,
      joinedOn: on,
      synthetic,
    }),
  'programmes.BankJoined.v1': ({ synthetic, body: { programme, bank, on } }) =>
    joining({
      programme,
      kind: 'BANK',
      participant: bank,
      region: null,
      bank,
      joinedOn: on,
      synthetic,
    }),
  'programmes.OutletEnrolled.v1': ({ synthetic, body: { programme, bank, outlet, county, on } }) =>
    joining({
      programme,
      kind: 'OUTLET',
      participant: `${bank}/${outlet}`,
      region: county,
      bank,
      joinedOn: on,
      synthetic,
    }),
};

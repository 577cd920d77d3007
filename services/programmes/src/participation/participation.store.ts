import type { EntityManager } from '@mikro-orm/postgresql';
import { entityOf, type RecordOf } from '@qianfan/kit/projections/entity';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';
import { participationRecords } from './participation.projection.ts';

const ParticipationRecord = entityOf(participationRecords);

export type ParticipationRow = RecordOf<typeof participationRecords>;

/** `visibleTo`: the bank beside whose rows only regions are shown; null = all. */
export interface ParticipationsWanted {
  programme?: string;
  kind?: string;
  bank?: string;
  visibleTo: string | null;
}

/** Rows by programme, kind and participant. */
export async function participationPage(
  em: EntityManager,
  { programme, kind, bank, visibleTo }: ParticipationsWanted,
  { limit, after }: PageRequest,
): Promise<{ rows: ParticipationRow[]; totalCount: number }> {
  const wanted = {
    $and: [
      programme === undefined ? {} : { programme },
      kind === undefined ? {} : { kind },
      bank === undefined ? {} : { bank },
      visibleTo === null ? {} : { $or: [{ bank: null }, { bank: visibleTo }] },
    ],
  };
  const [a = '', b = '', c = ''] = (after ?? []).map(String);
  const beyond = {
    $or: [
      { programme: { $gt: a } },
      { programme: a, kind: { $gt: b } },
      { programme: a, kind: b, participant: { $gt: c } },
    ],
  };
  const rows = await em.find(ParticipationRecord, after ? { $and: [wanted, beyond] } : wanted, {
    orderBy: { programme: 'asc', kind: 'asc', participant: 'asc' },
    limit,
  });
  return { rows, totalCount: await em.count(ParticipationRecord, wanted) };
}

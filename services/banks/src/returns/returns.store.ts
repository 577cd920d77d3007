import type { FilterQuery } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { entityOf, type RecordOf } from '@qianfan/kit/projections/entity';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { isLate } from '@qianfan/schema/returns/lateness';
import {
  annexes,
  type AnnexRow,
  deadlines,
  formGrids,
  type FormGridRow,
  submissions,
} from './returns.projection.ts';

const Submission = entityOf(submissions);
const Annex = entityOf(annexes);
const FormGrid = entityOf(formGrids);
const Deadline = entityOf(deadlines);

export type SubmissionRow = RecordOf<typeof submissions>;

/** What names one return. */
export interface ReturnKey {
  institution: string;
  form: string;
  period: string;
}

const keyText = ({ institution, form, period }: ReturnKey): string =>
  `${institution}/${form}/${period}`;

/** Current revisions, in the order of the keys; null where there is none at the cut. One statement. */
export async function submissionsByKey(
  em: EntityManager,
  keys: readonly ReturnKey[],
): Promise<(SubmissionRow | null)[]> {
  const rows = await em.find(Submission, {
    $or: keys.map(({ institution, form, period }) => ({ institution, form, period })),
  });
  const byKey = new Map(rows.map((row) => [keyText(row), row]));
  return keys.map((key) => byKey.get(keyText(key)) ?? null);
}

/** All revisions known at the cut, oldest first, in the order of the keys. One statement. */
export async function revisionsByKey(
  em: EntityManager,
  keys: readonly ReturnKey[],
  cut: Instant,
): Promise<SubmissionRow[][]> {
  const rows = await em.find(
    Submission,
    {
      knownFrom: { $lte: cut },
      $or: keys.map(({ institution, form, period }) => ({ institution, form, period })),
    },
    { filters: { asOf: false }, orderBy: { knownFrom: 'asc' } },
  );
  const byKey = Map.groupBy(rows, keyText);
  return keys.map((key) => byKey.get(keyText(key)) ?? []);
}

/**
 * Whether the first revision of each return came after the deadline, both as known at the cut, in the order of the keys:
 * corrections do not change it, an extension does. Two statements.
 */
export async function latenessOf(
  em: EntityManager,
  keys: readonly ReturnKey[],
  cut: Instant,
): Promise<boolean[]> {
  const asked = keys.map(({ institution, form, period }) => ({ institution, form, period }));
  const first = await em.find(
    Submission,
    { knownFrom: { $lte: cut }, revision: 1, $or: asked },
    { filters: { asOf: false }, fields: ['institution', 'form', 'period', 'receivedAt'] },
  );
  const due = await em.find(Deadline, {
    $or: asked.map(({ form, period }) => ({ form, period })),
  });
  const arrivals = new Map(first.map((row) => [keyText(row), row.receivedAt]));
  const dues = new Map(due.map(({ form, period, deadline }) => [`${form}/${period}`, deadline]));
  return keys.map((key) => {
    const receivedAt = arrivals.get(keyText(key));
    return receivedAt !== undefined && isLate(receivedAt, dues.get(`${key.form}/${key.period}`));
  });
}

/** The annexes of these revisions, in their order; null where the form has none. One statement. */
export async function annexesOf(
  em: EntityManager,
  revisions: readonly SubmissionRow[],
): Promise<(AnnexRow | null)[]> {
  const rows = await em.find(Annex, {
    $or: revisions.map(({ institution, form, period, revision }) => ({
      ...{ institution, form, period, revision },
    })),
  });
  const byKey = new Map(rows.map((row) => [`${keyText(row)}/${row.revision}`, row]));
  return revisions.map((row) => byKey.get(`${keyText(row)}/${row.revision}`) ?? null);
}

/** One page of the returns that meet a condition, by institution, form and period. */
export async function submissionPage(
  em: EntityManager,
  where: FilterQuery<SubmissionRow>,
  { limit, after }: PageRequest,
): Promise<{ rows: SubmissionRow[]; totalCount: number }> {
  const [institution, form, period] = (after ?? []).map(String);
  const behind = after
    ? [
        {
          $or: [
            { institution: { $gt: institution! } },
            { institution: institution!, form: { $gt: form! } },
            { institution: institution!, form: form!, period: { $gt: period! } },
          ],
        },
      ]
    : [];
  const rows = await em.find(
    Submission,
    { $and: [where, ...behind] },
    { orderBy: { institution: 'asc', form: 'asc', period: 'asc' }, limit },
  );
  return { rows, totalCount: await em.count(Submission, where) };
}

/** The grids of form versions, in that order. One statement. */
export async function gridsOf(
  em: EntityManager,
  versions: readonly { form: string; version: number }[],
): Promise<(FormGridRow | null)[]> {
  const rows = await em.find(FormGrid, {
    $or: versions.map(({ form, version }) => ({ form, version })),
  });
  return versions.map(
    ({ form, version }) => rows.find((row) => row.form === form && row.version === version) ?? null,
  );
}

/** Whether regulators ever defined a form of this code. */
export const isForm = async (em: EntityManager, form: string): Promise<boolean> =>
  (await em.findOne(FormGrid, { form }, { orderBy: { version: 'desc' } })) !== null;

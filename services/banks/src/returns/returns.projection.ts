import type { Reducer, Reducers } from '@qianfan/kit/projections/projection';
import { flag, int, json, long, type RowOf, table, text } from '@qianfan/kit/projections/table';
import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import { parseInstant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { annexColumns } from '@qianfan/schema/returns/grid';

/** One return as its latest revision states it; earlier revisions are its earlier versions. Texts in the form's unit. */
export const submissions = table('Submission', {
  mode: 'VERSIONED',
  identity: { institution: text, form: text, period: text },
  columns: {
    formVersion: int,
    revision: int,
    digest: text,
    /** The areas of the blocks; none in a form without. */
    areas: json<string[]>(),
    cells: json<ReturnAccepted['cells']>(),
    changes: json<ReturnAccepted['changes']>(),
    warnings: json<Issue[]>(),
    receivedAt: long,
    synthetic: flag,
  },
  scope: 'institution',
  indexes: [['form', 'period', 'institution']],
});

/** The borrowers behind the counts of a revision, by id. Apart from its cells: most readers do not ask for them. */
export const annexes = table('Annex', {
  mode: 'APPEND',
  identity: { institution: text, form: text, period: text, revision: int },
  columns: {
    ids: json<ReturnAccepted['annex']['ids']>(),
    masks: json<ReturnAccepted['annex']['masks']>(),
  },
  scope: 'institution',
});

/** The codes that the places of a return's cells stand for. */
export const formGrids = table('FormGrid', {
  mode: 'APPEND',
  identity: { form: text, version: int },
  columns: {
    rowCodes: json<string[]>(),
    columnCodes: json<string[]>(),
    annexColumnCodes: json<string[]>(),
  },
});

/** When a form is due for a period; opened again, it is due at another time. */
export const deadlines = table('Deadline', {
  mode: 'VERSIONED',
  identity: { form: text, period: text },
  columns: { deadline: long },
});

export type AnnexRow = RowOf<typeof annexes>;
export type FormGridRow = RowOf<typeof formGrids>;

const accepted: Reducer<ReturnAccepted> = ({ key, body, receivedAt, synthetic }) => {
  const { form, period, revision } = body;
  const { ids, masks } = body.annex;
  return [
    submissions.row({
      institution: key,
      form,
      period,
      formVersion: body.formVersion,
      revision,
      digest: body.digest,
      areas: body.areas ?? [],
      cells: body.cells,
      changes: body.changes,
      warnings: body.issues as Issue[],
      receivedAt,
      synthetic,
    }),
    // A form without an annex has no column of masks.
    ...(masks.length > 0
      ? [annexes.row({ institution: key, form, period, revision, ids, masks })]
      : []),
  ];
};

export const returnReducers: Reducers = {
  'banks.ReturnAccepted.v1': accepted,
  'regulators.ReturnDefined.v1': ({ body }) => [
    formGrids.row({
      form: body.form,
      version: body.version,
      rowCodes: body.rows.map(({ code }) => code),
      columnCodes: body.columns.map(({ code }) => code),
      annexColumnCodes: annexColumns(body),
    }),
  ],
  'regulators.ReportingPeriodOpened.v1': ({ body: { form, period, deadline } }) => [
    deadlines.row({ form, period, deadline: parseInstant(deadline)! }),
  ],
};

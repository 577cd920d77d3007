import type { Change, Projection, Reducer, TableRule } from '@qianfan/kit/projections/projection';
import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import type { ReportingPeriodOpened } from '@qianfan/schema/facts/regulators';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { parseInstant } from '@qianfan/schema/kernel/instant';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { annexColumns } from '@qianfan/schema/returns/grid';

export const returnTables: Record<string, TableRule> = {
  Submission: { mode: 'VERSIONED', identity: ['institution', 'form', 'period'] },
  Annex: { mode: 'APPEND', identity: ['institution', 'form', 'period', 'revision'] },
  FormGrid: { mode: 'APPEND', identity: ['form', 'version'] },
  Deadline: { mode: 'VERSIONED', identity: ['form', 'period'] },
};

function accepted({ key, body, receivedAt, synthetic }: Fact<ReturnAccepted>): Change[] {
  const row = {
    institution: key,
    form: body.form,
    period: body.period,
    formVersion: body.formVersion,
    revision: body.revision,
    digest: body.digest,
    areas: body.areas ?? [],
    cells: body.cells,
    changes: body.changes,
    warnings: body.issues,
    receivedAt,
    synthetic,
  };
  const { institution, form, period, revision } = row;
  const { ids, masks } = body.annex;
  const annex = { institution, form, period, revision, ids, masks };
  return [
    { table: 'Submission', row },
    // A form without an annex has no column of masks.
    ...(masks.length > 0 ? [{ table: 'Annex', row: annex }] : []),
  ];
}

/** Regulators' facts: what the places of cells stand for, and when a form is due. */
export const formReducers: Record<string, Reducer> = {
  'regulators.ReturnDefined.v1': ({ body }: Fact<ReturnForm>) => {
    const row = {
      form: body.form,
      version: body.version,
      rowCodes: body.rows.map(({ code }) => code),
      columnCodes: body.columns.map(({ code }) => code),
      annexColumnCodes: annexColumns(body),
    };
    return [{ table: 'FormGrid', row }];
  },
  'regulators.ReportingPeriodOpened.v1': ({ body }: Fact<ReportingPeriodOpened>) => {
    const { form, period } = body;
    return [{ table: 'Deadline', row: { form, period, deadline: parseInstant(body.deadline)! } }];
  },
};

export const returnReducers: Record<string, Reducer> = {
  'banks.ReturnAccepted.v1': accepted,
};

export const returnRows: NonNullable<Projection['rowsFor']> = {
  'banks.ReturnAccepted.v1': ({ key, body }: Fact<ReturnAccepted>) => [
    ['Submission', [key, body.form, body.period]],
  ],
};

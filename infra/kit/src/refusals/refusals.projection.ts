import type { Issue } from '@qianfan/schema/kernel/issue';
import type { Reducer } from '../projections/projection.ts';
import { flag, int, json, long, table, text } from '../projections/table.ts';

/** What a service refused, with every reason, by whoever sent it. `form` … `revision`: where it speaks of a return. */
export const refusals = table('Refusal', {
  mode: 'APPEND',
  identity: { key: text, institution: text, commandId: text },
  columns: {
    command: text,
    form: text.nullable,
    period: text.nullable,
    revision: int.nullable,
    digest: text,
    issues: json<Issue[]>(),
    receivedAt: long,
    synthetic: flag,
  },
  scope: 'institution',
  indexes: [
    ['institution', 'form', 'period'],
    ['form', 'period', 'institution'],
  ],
});

interface Refused {
  /** Which command it was, unless the fact's type tells. */
  command?: string;
  form?: string;
  revision?: number;
  issues: Issue[];
}

/** A row for each refusal; `command`: whose it is where the fact does not say. */
export const refused =
  (command: string | undefined): Reducer<Refused> =>
  ({ body, key, institution, commandId, period, digest, receivedAt, synthetic }) => [
    refusals.row({
      ...{ key, institution, commandId, period, digest, receivedAt, synthetic },
      command: body.command ?? command ?? '',
      form: body.form ?? null,
      revision: body.revision ?? null,
      issues: body.issues,
    }),
  ];

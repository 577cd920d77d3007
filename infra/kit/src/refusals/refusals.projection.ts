import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { Change, Projection, Reducer } from '../projections/projection.ts';

interface Refused {
  /** Which command it was, unless the fact's type tells. */
  command?: string;
  form?: string;
  revision?: number;
  issues: Issue[];
}

/** The refusals of a service; `types`: the facts that record them, and whose command each one is where it does not say. */
export const refusalProjection = (
  service: Service,
  types: Record<string, string | undefined>,
): Pick<Projection, 'tables' | 'reducers'> => ({
  tables: { Refusal: { mode: 'APPEND', identity: ['key', 'institution', 'commandId'] } },
  reducers: {
    [service]: Object.fromEntries(
      Object.entries(types).map(([type, command]) => [type, refused(command)]),
    ),
  },
});

const refused =
  (command: string | undefined): Reducer =>
  (fact: Fact<Refused>): Change[] => {
    const { body, key, institution, commandId, period, digest, receivedAt, synthetic } = fact;
    const row = {
      ...{ key, institution, commandId, period, digest, receivedAt, synthetic },
      command: body.command ?? command ?? '',
      form: body.form ?? null,
      revision: body.revision ?? null,
      issues: body.issues,
    };
    return [{ table: 'Refusal', row }];
  };

import { refusalsResolver } from '@qianfan/kit/refusals/refusals.graphql';
import { refusalProjection } from '@qianfan/kit/refusals/refusals.projection';
import { Refusal } from '@qianfan/kit/refusals/refusals.store';
import type { ServiceDefinition } from '@qianfan/kit/service';
import { REGULATORS_FACTS } from '@qianfan/schema/facts/regulators';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { CalendarResolver, FilerResolver } from './calendar/calendar.graphql.ts';
import { calendarCommands, calendarStreams } from './calendar/calendar.ts';
import { calendarProjection } from './calendar/calendar.projection.ts';
import { calendarEntities } from './calendar/calendar.store.ts';
import { definitionCommands, definitionStreams } from './definitions/definitions.ts';
import { definitionProjection } from './definitions/definitions.projection.ts';
import { definitionEntities } from './definitions/definitions.store.ts';
import { FormResolver } from './definitions/form.graphql.ts';
import { MetricResolver } from './definitions/metric.graphql.ts';
import { FindingsResolver } from './findings/findings.graphql.ts';
import { historyCommands, historyStreams } from './history/history.ts';
import { EnterpriseListsResolver, ListResolver } from './lists/lists.graphql.ts';
import { listCommands, listStreams } from './lists/lists.ts';
import { listProjection } from './lists/lists.projection.ts';
import { listEntities } from './lists/lists.store.ts';
import { metricsResolvers } from './metrics/metrics.graphql.ts';
import { metricsProjection } from './metrics/metrics.projection.ts';
import { metricsEntities } from './metrics/metrics.store.ts';
import {
  enterpriseReferences,
  EnterpriseResolver,
  RegionEnterprisesResolver,
} from './register/enterprise.graphql.ts';
import {
  Institution,
  institutionByCode,
  institutionReferences,
  InstitutionResolver,
  requireRegistered,
} from './register/institution.graphql.ts';
import { regionReferences, RegionResolver } from './register/region.graphql.ts';
import { registerCommands, registerStreams } from './register/register.ts';
import { registerProjection } from './register/register.projection.ts';
import { registerEntities } from './register/register.store.ts';
import { joined } from './slices.ts';
import { StatementResolver } from './statements/statements.graphql.ts';
import { statementProjection } from './statements/statements.projection.ts';
import { statementEntities } from './statements/statements.store.ts';
import { statementCommands, statementStreams } from './statements/statements.ts';

/** The regulators' service: registers, lists, calendar, definitions, and the figures computed from everybody's facts. */
export const regulators: ServiceDefinition = {
  service: 'regulators',
  facts: REGULATORS_FACTS,
  commands: [
    ...registerCommands,
    ...listCommands,
    ...calendarCommands,
    ...definitionCommands,
    ...statementCommands,
    ...historyCommands,
  ],
  streams: [
    ...registerStreams,
    ...listStreams,
    ...calendarStreams,
    ...definitionStreams,
    ...statementStreams,
    ...historyStreams,
  ],
  /** Its own facts, for what a decision about one key must know of another. */
  reference: createReferenceBook,
  entities: [
    Refusal,
    ...registerEntities,
    ...listEntities,
    ...calendarEntities,
    ...definitionEntities,
    ...statementEntities,
    ...metricsEntities,
  ],
  projection: {
    service: 'regulators',
    version: 7,
    ...joined([
      registerProjection,
      listProjection,
      calendarProjection,
      definitionProjection,
      statementProjection,
      metricsProjection,
      refusalProjection('regulators', { 'regulators.CommandRefused.v1': undefined }),
    ]),
  },
  resolvers: [
    refusalsResolver(
      'regulators',
      { type: () => Institution, of: institutionByCode },
      requireRegistered,
    ),
    InstitutionResolver,
    EnterpriseResolver,
    RegionResolver,
    RegionEnterprisesResolver,
    EnterpriseListsResolver,
    ListResolver,
    CalendarResolver,
    FilerResolver,
    MetricResolver,
    FormResolver,
    StatementResolver,
    FindingsResolver,
    ...metricsResolvers,
  ],
  references: {
    Institution: institutionReferences,
    Enterprise: enterpriseReferences,
    Region: regionReferences,
  },
};

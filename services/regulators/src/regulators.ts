import { defineService } from '@qianfan/kit/define-service';
import { refusalsResolver } from '@qianfan/kit/refusals/refusals.graphql';
import { refusalSlice } from '@qianfan/kit/refusals/refusals.slice';
import { REGULATORS_FACTS } from '@qianfan/schema/facts/regulators';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { speaksFor } from '@qianfan/schema/reference/roles';
import { calendarSlice } from './calendar/calendar.slice.ts';
import { definitionSlice } from './definitions/definitions.slice.ts';
import { FindingsResolver } from './findings/findings.graphql.ts';
import { historyStreams } from './history/history.state.ts';
import { historyCommands } from './history/history.ts';
import { listSlice } from './lists/lists.slice.ts';
import { metricSlice } from './metrics/metrics.slice.ts';
import {
  Institution,
  institutionByCode,
  requireRegistered,
} from './register/institution.graphql.ts';
import { registerSlice } from './register/register.slice.ts';
import { statementSlice } from './statements/statements.slice.ts';
import { VERSIONS } from './versions.ts';

/** The regulators' service: registers, lists, calendar, definitions, and the figures computed from everybody's facts. */
export const regulators = defineService({
  service: 'regulators',
  versions: VERSIONS,
  facts: REGULATORS_FACTS,
  /** Its own facts, for what a decision about one key must know of another. */
  reference: createReferenceBook,
  speaksFor,
  slices: [
    refusalSlice({ 'regulators.CommandRefused.v1': undefined }, [
      refusalsResolver(
        'regulators',
        { type: () => Institution, of: institutionByCode },
        requireRegistered,
      ),
    ]),
    registerSlice,
    listSlice,
    calendarSlice,
    definitionSlice,
    metricSlice,
    statementSlice,
    { name: 'findings', resolvers: [FindingsResolver] },
    { name: 'history', commands: historyCommands, streams: historyStreams },
  ],
});

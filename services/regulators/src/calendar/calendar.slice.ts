import type { Slice } from '@qianfan/kit/slice';
import { CalendarResolver, FilerResolver } from './calendar.graphql.ts';
import { calendarReducers, reportingPeriods, returnArrivals } from './calendar.projection.ts';
import { calendarStreams } from './calendar.state.ts';
import { calendarCommands } from './calendar.ts';

/** 日历: which periods of a form are open, until when, and who has filed. */
export const calendarSlice: Slice = {
  name: 'calendar',
  commands: calendarCommands,
  streams: calendarStreams,
  tables: [reportingPeriods, returnArrivals],
  reducers: calendarReducers,
  resolvers: [CalendarResolver, FilerResolver],
};

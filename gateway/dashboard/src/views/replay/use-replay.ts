import type { ReplayBroken, ReplayLine } from '@qianfan/schema/audit/replay';
import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { endOfDay, formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import { useEffect, useRef, useState } from 'react';
import { ask, AskError } from '../../data/ask.ts';
import { replay } from '../../words/replay.ts';
import { asAskError, auditLines } from './door.ts';

type Step<Name> = Extract<ReplayLine, { step: Name }>;
export type Table = Step<'TABLE'>;

/** How far the replay of one service is. */
export interface Run {
  service: Service;
  state: 'WAITING' | 'RUNNING' | 'EQUAL' | 'DIFFERENT' | 'BROKEN';
  facts: number;
  rebuilt: boolean;
  tables: readonly Table[];
  states?: Step<'STATES'>;
}

interface Replay {
  state: 'IDLE' | 'RUNNING' | 'DONE' | 'FAILED' | 'STOPPED';
  until: string;
  runs: readonly Run[];
  error?: AskError;
}

const IDLE: Replay = { state: 'IDLE', until: '', runs: [] };

const waiting = (service: Service): Run => ({
  ...{ service, state: 'WAITING', facts: 0, rebuilt: false, tables: [] },
});

/** Has the services replay one after the other; each holds a whole copy of its read model meanwhile. */
export function useReplay() {
  const [current, setCurrent] = useState(IDLE);
  const going = useRef<AbortController>(undefined);
  useEffect(() => () => going.current?.abort(), []);

  const change = (service: Service, part: (run: Run) => Partial<Run>) =>
    setCurrent((before) => ({
      ...before,
      runs: before.runs.map((run) => (run.service === service ? { ...run, ...part(run) } : run)),
    }));

  const one = async (service: Service, until: string, signal: AbortSignal) => {
    change(service, () => ({ state: 'RUNNING' }));
    let finished = false;
    const lines = auditLines<ReplayLine | ReplayBroken>(`/audit/${service}/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ until }),
      signal,
    });
    for await (const line of lines) {
      if (line.step === undefined) throw asAskError(line.error);
      finished ||= line.step === 'VERDICT';
      change(service, (run) => after(run, line));
    }
    if (!finished) throw new AskError('UNAVAILABLE', replay.brokeOff);
  };

  const start = async (date: string) => {
    const mine = new AbortController();
    const { signal } = mine;
    going.current?.abort();
    going.current = mine;
    setCurrent({ state: 'RUNNING', until: '', runs: SERVICES.map(waiting) });
    try {
      const until = formatInstant(await resolveUntil(date, signal));
      setCurrent((before) => ({ ...before, until }));
      for (const service of SERVICES) await one(service, until, signal);
      setCurrent((before) => ({ ...before, state: 'DONE' }));
    } catch (error) {
      if (going.current !== mine) return;
      const known = error instanceof AskError ? { error } : {};
      setCurrent((before) => ({
        ...before,
        ...known,
        state: signal.aborted ? 'STOPPED' : 'FAILED',
        runs: before.runs.map((run) =>
          run.state === 'RUNNING' ? { ...run, state: 'BROKEN' as const } : run,
        ),
      }));
    }
  };

  return { current, start, stop: () => going.current?.abort() };
}

function after(run: Run, line: ReplayLine): Partial<Run> {
  switch (line.step) {
    case 'REBUILD':
      return { facts: line.facts, rebuilt: line.done };
    case 'TABLE':
      return { tables: [...run.tables, line] };
    case 'STATES':
      return { states: line };
    case 'VERDICT':
      return { state: line.equal ? 'EQUAL' : 'DIFFERENT' };
  }
}

/** The end of a day, unless that has not come: then, and without a day, what can be read now. */
async function resolveUntil(date: string, signal: AbortSignal): Promise<number> {
  const { cut } = await ask('Regions', { level: 'CITY' }, { signal });
  const readable = parseInstant(cut) ?? Date.now() * 1000;
  return date === '' ? readable : Math.min(endOfDay(date), readable);
}

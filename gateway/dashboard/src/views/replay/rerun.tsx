import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { instantText } from '../../figures/format.ts';
import { Failure } from '../../shell/failure.tsx';
import { COUNT } from '../../figures/measure.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { replay } from '../../words/replay.ts';
import { type Run, type Table, useReplay } from './use-replay.ts';

/** Has every service compute its read model anew, and says table by table whether it is what is served. */
export function Rerun() {
  const { t } = useLanguage();
  const { current, start, stop } = useReplay();
  const [date, setDate] = useState('');
  const { state, until, runs, error } = current;
  const isRunning = state === 'RUNNING';
  const isEqual = runs.every((run) => run.state === 'EQUAL');
  return (
    <Panel title={t(replay.replay)}>
      <form
        className="replay-controls"
        onSubmit={(event) => {
          event.preventDefault();
          void start(date);
        }}
      >
        <label title={t(replay.untilHint)}>
          {t(replay.until)}{' '}
          <input type="date" value={date} onChange={({ target }) => setDate(target.value)} />
        </label>
        <button type="submit" className="primary" disabled={isRunning}>
          {t(replay.start)}
        </button>
        {isRunning && (
          <button type="button" onClick={stop}>
            {t(replay.stop)}
          </button>
        )}
        <p className="note">{t(replay.untilHint)}</p>
      </form>
      {runs.length > 0 && (
        <ul className="runs">
          {runs.map((run) => (
            <Progress key={run.service} run={run} />
          ))}
        </ul>
      )}
      {state === 'DONE' && (
        <p className={`verdict ${isEqual ? 'good' : 'bad'}`} role="status">
          <strong>
            {isEqual ? '✓' : '✗'} {t(isEqual ? replay.verdictEqual : replay.verdictDifferent)}{' '}
            {instantText(until)} (Asia/Shanghai)
          </strong>
        </p>
      )}
      {state === 'STOPPED' && <p role="status">{t(replay.stopped)}</p>}
      {error && <Failure error={error} again={() => void start(date)} />}
      <Tables runs={runs} until={until} />
    </Panel>
  );
}

function Progress({ run }: { run: Run }) {
  const { t } = useLanguage();
  const { service, state, facts, rebuilt, tables } = run;
  const label = `${t(replay[service])} ${service}`;
  const isOver = state === 'EQUAL' || state === 'DIFFERENT';
  // How many there will be is known only at the end: until then the bar just moves.
  const bar =
    isOver || state === 'BROKEN'
      ? { value: isOver ? 1 : 0 }
      : state === 'WAITING'
        ? { value: 0 }
        : {};
  const said = {
    WAITING: t(replay.waiting),
    RUNNING: rebuilt ? t(replay.comparing) : t(replay.running),
    EQUAL: `✓ ${t(replay.equal)}`,
    DIFFERENT: `✗ ${t(replay.different)}`,
    BROKEN: t(replay.broken),
  }[state];
  return (
    <li>
      <span>{label}</span>
      <progress aria-label={label} max={1} {...bar} />
      <span>
        <span
          className={
            state === 'EQUAL' ? 'badge good' : state === 'DIFFERENT' ? 'badge bad' : 'badge'
          }
        >
          {said}
        </span>{' '}
        {facts > 0 && `${facts.toLocaleString('en')} ${t(replay.replayed)}`}
        {tables.length > 0 && ` · ${tables.length} ${t(replay.table)}`}
      </span>
    </li>
  );
}

interface Compared {
  key: string;
  service: string;
  table: string;
  rows: number | null;
  versions: number | null;
  live: string;
  replay: string;
  equal: boolean;
}

function Tables({ runs, until }: { runs: readonly Run[]; until: string }) {
  const { t } = useLanguage();
  const rows = runs.flatMap((run) => comparedOf(run, t(replay.states)));
  if (rows.length === 0) return null;
  const hash = (value: string) =>
    value && (
      <span className="hash" title={value}>
        {value.slice(0, 'sha256:'.length + 12)}
      </span>
    );
  const columns: Column<Compared>[] = [
    {
      key: 'service',
      header: t(replay.service),
      value: (row) => row.service,
    },
    { key: 'table', header: t(replay.table), value: (row) => row.table },
    ...(['rows', 'versions'] as const).map((key) => ({
      key,
      header: t(replay[key]),
      as: COUNT,
      value: (row: Compared) => row[key],
    })),
    {
      key: 'live',
      header: t(replay.live),
      cell: (row) => hash(row.live),
      value: (row) => row.live,
    },
    {
      key: 'replay',
      header: t(replay.again),
      cell: (row) => hash(row.replay),
      value: (row) => row.replay,
    },
    {
      key: 'equal',
      header: t(replay.result),
      cell: ({ equal }) => (
        <span className={equal ? 'badge good' : 'badge bad'}>
          {equal ? `✓ ${t(replay.equal)}` : `✗ ${t(replay.different)}`}
        </span>
      ),
      value: ({ equal }) => t(equal ? replay.equal : replay.different),
    },
  ];
  const differing = runs.flatMap(({ tables }) => tables.filter((table) => !table.equal));
  return (
    <>
      <DataTable
        caption={`${t(replay.tables)} · ${rows.length}`}
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        cut={until}
      />
      {differing.map((table) => (
        <Differences key={`${table.service} ${table.table}`} table={table} />
      ))}
    </>
  );
}

function Differences({ table: { service, table, differences } }: { table: Table }) {
  const { t } = useLanguage();
  if (differences.length === 0) return null;
  return (
    <details open>
      <summary>
        {service}.{table}: {t(replay.differences)}
      </summary>
      <ul>
        {differences.map(({ only, row }) => (
          <li key={`${only} ${JSON.stringify(row)}`}>
            {t(replay[only])} <code className="hash">{JSON.stringify(row)}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function comparedOf({ service, tables, states }: Run, statesName: string): Compared[] {
  const compared = tables.map(({ table, equal, live, replay: replayed }) => ({
    key: `${service} ${table}`,
    service,
    table,
    rows: (live ?? replayed)?.rows ?? null,
    versions: (live ?? replayed)?.versions ?? null,
    live: live?.hash ?? '',
    replay: replayed?.hash ?? '',
    equal,
  }));
  if (!states) return compared;
  const { streams, equal, differing } = states;
  const folded = { service, table: statesName, rows: streams, versions: null, equal };
  return [...compared, { key: service, live: '', replay: differing.join(' '), ...folded }];
}

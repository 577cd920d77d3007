import { describe } from '@qianfan/cli/verify/finding';
import type { Located } from '@qianfan/cli/verify/journals';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { Panel } from '../../charts/panel.tsx';
import { instantText } from '../../figures/format.ts';
import { Failure } from '../../shell/failure.tsx';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { replay } from '../../words/replay.ts';
import { useVerify } from './use-verify.ts';

const placeOf = ({ service, partition, pos }: Located): string => `${service}/${partition}/${pos}`;
const grouped = (count: number): string => count.toLocaleString('en');

/** Recomputes every hash in this browser. */
export function Verification() {
  const { t } = useLanguage();
  const { verification, anchoredAt, start, stop, forget } = useVerify();
  const { state, progress, verified, error } = verification;
  const isRunning = state === 'RUNNING';
  return (
    <Panel title={t(replay.verify)} note={t(replay.verifyHint)}>
      <div className="replay-controls">
        <button type="button" className="primary" disabled={isRunning} onClick={start}>
          {t(replay.startVerify)}
        </button>
        {isRunning && (
          <button type="button" onClick={stop}>
            {t(replay.stop)}
          </button>
        )}
        <p className="note">
          {t(replay.anchor)}
          {': '}
          {anchoredAt ? instantText(anchoredAt) : t(replay.noAnchor)}
        </p>
        {anchoredAt && !isRunning && (
          <button type="button" onClick={forget}>
            {t(replay.forget)}
          </button>
        )}
      </div>
      {state !== 'IDLE' && (
        <ul className="runs">
          {SERVICES.map((service) => {
            const one = progress.find((candidate) => candidate.service === service);
            const label = `${t(replay[service])} ${service}`;
            return (
              <li key={service}>
                <span>{label}</span>
                <progress
                  aria-label={`${t(replay.checked)} ${label}`}
                  max={Math.max(1, one?.total ?? 1)}
                  value={one ? (one.done ? Math.max(1, one.total) : one.facts) : 0}
                />
                <span className="number">
                  {one ? `${grouped(one.facts)} / ${grouped(one.total)}` : t(replay.waiting)}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {error && <Failure error={error} again={start} />}
      {verified && <Result verified={verified} />}
    </Panel>
  );
}

function Result({
  verified,
}: {
  verified: NonNullable<ReturnType<typeof useVerify>['verification']['verified']>;
}) {
  const { t } = useLanguage();
  const { facts, cursors, seconds, since, findings, anchorAlone } = verified;
  const [first] = findings;
  if (!first) {
    return (
      <p className="verdict good" role="status">
        <strong>
          ✓ {grouped(facts)} {t(replay.allFit)}
        </strong>{' '}
        <span>
          ({cursors} {t(replay.cursors)}, {seconds.toFixed(1)} {t(replay.seconds)}){' '}
          {since ? `${t(replay.continues)} ${instantText(since)}` : t(replay.firstTime)}
        </span>
      </p>
    );
  }
  const columns: Column<Located>[] = [
    {
      key: 'position',
      header: t(replay.position),
      cell: (finding) => <span className="hash">{placeOf(finding)}</span>,
      value: placeOf,
    },
    {
      key: 'problem',
      header: t(replay.problem),
      value: (finding) => t(describe(finding)),
    },
  ];
  return (
    <>
      <div className="verdict bad" role="alert">
        <p>
          <strong>
            ✗ {findings.length} {t(replay.found)}
          </strong>
        </p>
        <p>
          {t(replay.first)}
          {': '}
          <span className="hash">{placeOf(first)}</span> {t(describe(first))}
        </p>
        {anchorAlone && <p>{t(replay.anchorAlone)}</p>}
      </div>
      <DataTable
        caption={t(replay.findings)}
        columns={columns}
        rows={findings}
        keyOf={(finding) => `${placeOf(finding)} ${finding.kind}`}
        cut=""
      />
    </>
  );
}

import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { useSession } from '../../data/session.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useCalendar } from '../../data/use-calendar.ts';
import { instantText, periodName } from '../../figures/format.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Clocks } from '../../shell/clocks.tsx';
import { Failure } from '../../shell/failure.tsx';
import { FormChoice, periodOf, useForm } from '../../shell/form-choice.tsx';
import { Opener } from '../../shell/opener.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { late } from '../../words/late.ts';
import { shell } from '../../words/shell.ts';
import { Filers } from './filers.tsx';
import { Groups } from './groups.tsx';
import { OpenPeriod } from './open-period.tsx';
import './late.css';

/** 报送进度: who has filed a form for a period, and who is late. */
export default function Late() {
  const { address } = useAddress();
  const { t } = useLanguage();
  const form = useForm();
  const isRegulator = useSession().data?.principal?.role === 'REGULATOR';
  const [isOpening, setOpening] = useState(false);
  const calendar = useCalendar(form);
  if (!calendar) return <p className="loading">{t(shell.loading)}</p>;
  // The round that is open, which nobody may have filed for yet.
  const latest = calendar[0]?.period ?? '';
  const period = address.period ? periodOf(form, address.period) : latest;
  return (
    <>
      <h1>{t(late.title)}</h1>
      <Clocks latest={latest} form={form} period={period} with={{ unit: false }}>
        <FormChoice form={form} period={period} />
      </Clocks>
      {isRegulator && !address.asOf && calendar.length > 0 && (
        <Panel title={t(late.openOrExtend)}>
          <div className="tools">
            <Opener isOpen={isOpening} onToggle={() => setOpening(!isOpening)}>
              {t(late.openOrExtend)}
            </Opener>
          </div>
          {isOpening && <OpenPeriod key={form} form={form} calendar={calendar} />}
        </Panel>
      )}
      {period ? (
        <Boundary>
          <Filing form={form} period={period} />
        </Boundary>
      ) : (
        <p className="note">{t(late.noPeriods)}</p>
      )}
    </>
  );
}

function Filing({ form, period }: { form: string; period: string }) {
  const { t } = useLanguage();
  const variables = { form, period };
  const asked = useAsk('Filers', variables);
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  if (asked.isPending) return <p className="loading">{t(shell.loading)}</p>;
  const state = asked.data.data.reportingPeriod;
  if (!state) return <p className="note">{t(late.noPeriod)}</p>;
  const { cut } = asked.data;
  const counts = [
    ['expected', state.expected, ''],
    ['received', state.received, ''],
    ['lateCount', state.late, state.late > 0 ? 'warn' : ''],
    ['missing', state.missing, state.missing > 0 ? 'bad' : ''],
  ] as const;
  const title = `${state.form} · ${t(periodName(state.period))}`;
  return (
    <>
      <div className="columns">
        <Panel
          title={title}
          note={`${t(late.deadline)} ${instantText(state.deadline)} · ${t(late.release)} ${instantText(state.release)}`}
          asked={{ name: 'Filers', variables }}
        >
          <dl className="counts">
            {counts.map(([name, count, look]) => (
              <div key={name}>
                <dt>{t(late[name])}</dt>
                <dd className={look}>{count}</dd>
              </div>
            ))}
          </dl>
          {state.scope === 'OWN' && <p className="note">{t(late.own)}</p>}
        </Panel>
        {state.scope === 'ALL' && (
          <Panel title={t(late.byGroup)}>
            <Groups
              filers={state.filers}
              title={title}
              cut={cut}
              about={[
                [t(late.form), state.form],
                [t(shell.period), t(periodName(state.period))],
                [t(late.deadline), instantText(state.deadline)],
              ]}
            />
          </Panel>
        )}
      </div>
      <Panel title={t(late.filers)} note={t(late.lateFirst)} className="filing">
        <Filers state={state} title={title} cut={cut} />
      </Panel>
    </>
  );
}

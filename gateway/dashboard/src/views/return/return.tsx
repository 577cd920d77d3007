import { useMemo, useState } from 'react';
import { useAsk } from '../../data/use-ask.ts';
import { useCalendar } from '../../data/use-calendar.ts';
import { useLatest } from '../../data/use-latest.ts';
import { useSession } from '../../data/session.ts';
import { useInstitutions } from '../../data/use-names.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useTitle } from '../../state/title.ts';
import { ret } from '../../words/return.ts';
import { shell } from '../../words/shell.ts';
import { periodName } from '../../figures/format.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Failure } from '../../shell/failure.tsx';
import { Choice } from './choice.tsx';
import { correctionOf, type Draft, emptyDraft, hasAnnex } from './draft.ts';
import { importFile, type Problem } from './import-file.ts';
import { OwnFigures } from './own-figures.tsx';
import { OwnRank } from './own-rank.tsx';
import { Source } from './source.tsx';
import { NO_ANNEX, useAnnex } from './use-annex.ts';
import { answerWork, beginWork, changedWork, setWork, useWork } from './use-work.ts';
import { fitted, NOW, owes, periodsOf } from './which.ts';
import { Workbench } from './workbench.tsx';
import './return.css';

/** Where nobody says what is owed. */
const USUAL = 'TF01';

/** 本机构报送: from a file, from what stands or from an empty form to a receipt. */
export default function Return() {
  const { data: session } = useSession();
  const institution = session?.principal?.institution ?? '';
  const { address, search, setSearch } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest() ?? '';
  const owed = useAsk('OwnReporting', { code: institution }, NOW);
  const own = owed.data?.data.institution;
  const obligations = own?.obligations ?? [];
  const forms = [...new Set(obligations.map(({ form }) => form))];
  const asked = search.get('form') ?? '';
  const code = /^[A-Z0-9_]{1,32}$/.test(asked) ? asked : (forms[0] ?? USUAL);

  const isAsked = institution !== '' && latest !== '' && !owed.isPending;
  const layout = useAsk(
    'Form',
    { code, period: address.period || latest },
    { enabled: isAsked, ...NOW },
  );
  // What was asked before stays until the answer is there. Of the same return it may: taking the grid away would take
  // the cursor out of a clerk's hands whenever somebody in the province files something.
  const known = layout.data?.data.returnForm ?? undefined;
  const form = known?.code === code ? known : undefined;
  const frequency = form?.frequency ?? 'M';
  const calendar = useCalendar(code, NOW);
  const isOpen = (of: string) => !calendar || calendar.some((one) => one.period === of);
  const periods = periodsOf(obligations, { code, frequency }, latest).filter(isOpen);
  const newest = fitted(latest, frequency);
  const period = address.period
    ? fitted(address.period, frequency)
    : (periods.find((one) => one <= newest) ?? newest);
  const which = { institution, form: code, period };
  const filed = useAsk('Submission', which, { enabled: isAsked && form !== undefined, ...NOW });
  const found = filed.data?.data.submission ?? undefined;
  const standing = found?.form === code && found.period === period ? found : undefined;
  const isFiledKnown =
    !filed.isPending && !(filed.isPlaceholderData && found !== undefined && !standing);

  useTitle('about', [t(periodName(period)), own ? t(own.name) : ''].filter(Boolean).join(' · '));
  const work = useWork(which);
  const annex = useAnnex(institution, standing, form !== undefined && hasAnnex(form));
  const begun = useMemo(() => {
    if (!form || !isFiledKnown) return undefined;
    if (!standing) return emptyDraft(institution, form, period);
    const stood = hasAnnex(form) ? annex.data : NO_ANNEX;
    return stood && correctionOf(institution, form, standing, stood.borrowers);
  }, [form, isFiledKnown, standing, annex.data, institution, period]);
  const draft = work?.draft ?? begun;
  /** A file that is being read, or was not taken: until something else is chosen there is nothing to send. */
  const [reading, setReading] = useState<'READING' | Problem>();
  const names = useInstitutions();
  const begin = (from: Draft) => {
    setReading(undefined);
    beginWork(which, from);
  };

  /** Another form or period; what was begun of the former stays with it. */
  const choose = (to: string, of: string | undefined) => {
    setReading(undefined);
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set('form', to);
      if (of === undefined) after.delete('period');
      else after.set('period', of);
      return after;
    });
  };

  const nameOf = (of: string) => [names.get(of), `（${of}）`].filter(Boolean).join('');
  const take = async (file: File) => {
    setReading('READING');
    const taken = await importFile(file, institution, nameOf);
    if ('text' in taken) {
      setReading(taken);
      return;
    }
    setReading(undefined);
    beginWork({ institution, form: taken.form, period: taken.period }, taken);
    if (taken.form !== code || taken.period !== period) choose(taken.form, taken.period);
  };

  if (latest === '' || owed.isPending) return <p className="loading">{t(shell.loading)}</p>;
  const failed = [layout, filed, annex].find(({ isError }) => isError);
  return (
    <>
      <h1>
        {t(ret.title)}
        {own && <span className="note"> {t(own.name)}</span>}
      </h1>
      <p className="note">{t(ret.hint)}</p>
      <Choice
        form={form}
        code={code}
        forms={forms}
        period={period}
        periods={periods}
        standing={standing}
        isOwed={owes(obligations, code, period)}
        isOpen={isOpen(period)}
        onForm={(to) =>
          choose(
            to,
            owes(obligations, to, period) === false ? undefined : address.period || undefined,
          )
        }
        onPeriod={(of) => choose(code, of)}
      />
      {failed?.error && <Failure error={failed.error} again={() => void failed.refetch()} />}
      {!failed && layout.data && !layout.isPlaceholderData && !form && (
        <p className="failure" role="alert">
          {t(ret.noSuchForm)} {code} · {period}
        </p>
      )}
      {form && draft ? (
        <>
          <Boundary>
            <Source
              form={form}
              draft={draft}
              begun={begun}
              standing={standing}
              problem={reading === 'READING' ? undefined : reading}
              onFile={(file) => void take(file)}
              onCopy={() => begun && begin(begun)}
              onClear={() =>
                begin({
                  ...emptyDraft(institution, form, period),
                  revision: (standing?.revision ?? 0) + 1,
                })
              }
              onBack={work?.former && (() => setWork(which, work.former))}
              onKeep={() => setReading(undefined)}
            />
          </Boundary>
          <Boundary>
            {reading === 'READING' && <p className="loading">{t(shell.loading)}</p>}
            {!reading && (
              <Workbench
                key={`${code} ${period}`}
                form={form}
                draft={draft}
                standing={standing}
                names={annex.data?.names ?? NO_ANNEX.names}
                answer={work?.answer}
                canSend={isOpen(period)}
                onDraft={(changed) => setWork(which, changedWork(work, changed))}
                onAnswer={(answer) => answerWork(which, answer)}
              />
            )}
          </Boundary>
        </>
      ) : (
        !failed &&
        (form || layout.isPending || layout.isPlaceholderData) && (
          <p className="loading">{t(shell.loading)}</p>
        )
      )}
      {form && standing && own && (
        <div className="columns">
          <Boundary>
            <OwnFigures form={form} standing={standing} institution={institution} name={own.name} />
          </Boundary>
          <Boundary>
            <OwnRank kind={own.kind} period={period} peerGroup={own.peerGroup ?? '_T'} />
          </Boundary>
        </div>
      )}
    </>
  );
}

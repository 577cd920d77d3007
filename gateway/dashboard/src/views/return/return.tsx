import { useState } from 'react';
import { useAsk } from '../../data/use-ask.ts';
import { useLatest } from '../../data/use-latest.ts';
import { useSession } from '../../data/session.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { shell } from '../../words/shell.ts';
import { Failure } from '../../shell/failure.tsx';
import { Choice } from './choice.tsx';
import { correctionOf, type Draft, emptyDraft } from './draft.ts';
import type { Answer } from './issues.ts';
import { OwnFigures, OwnRank } from './own-figures.tsx';
import { Source } from './source.tsx';
import { Workbench } from './workbench.tsx';
import './return.css';

/** Where nobody says what is owed. */
const USUAL = 'TF01';

/** 本行报送: from a file or an empty form to a receipt. */
export default function Return() {
  const { data: session } = useSession();
  const institution = session?.principal?.institution ?? '';
  const { address, search, setSearch } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest();
  const owed = useAsk('OwnReporting', { code: institution });
  const [work, setWork] = useState<{ draft: Draft; answer?: Answer | undefined }>();

  const own = owed.data?.data.institution;
  const forms = [...new Set((own?.obligations ?? []).map(({ form }) => form))];
  const asked = search.get('form') ?? '';
  const code = /^[A-Z0-9_]{1,32}$/.test(asked) ? asked : (forms[0] ?? USUAL);
  const period = address.period || latest || '';
  const enabled = institution !== '' && period !== '';
  const layout = useAsk('Form', { code, period }, { enabled });
  const filed = useAsk('Submission', { institution, form: code, period }, { enabled });

  /** Another form or period; what was begun for the former stays with it until something else is begun. */
  const choose = (form: string, of: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set('form', form);
      after.set('period', of);
      return after;
    });

  if (layout.isError) {
    return <Failure error={layout.error} again={() => void layout.refetch()} />;
  }
  const form = layout.data?.data.returnForm;
  if (!latest || !form || filed.isPending) return <p className="loading">{t(shell.loading)}</p>;
  const found = filed.data?.data.submission ?? undefined;
  const standing = found?.form === code && found.period === period ? found : undefined;
  // What was asked before stays until the answer is there. Of the same return it may: taking the grid away would take
  // the cursor out of a clerk's hands whenever somebody in the province files something.
  const isFormer =
    form.code !== code || (filed.isPlaceholderData && found !== undefined && !standing);
  const isMine = work?.draft.form === code && work.draft.period === period;
  const draft = isMine
    ? work.draft
    : standing
      ? correctionOf(institution, form, standing)
      : emptyDraft(institution, form, period);

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
        latest={latest}
        standing={standing}
        onChoose={choose}
      />
      <Source
        draft={draft}
        standing={standing}
        onTake={(taken) => {
          setWork({ draft: taken });
          if (taken.form !== code || taken.period !== period) choose(taken.form, taken.period);
        }}
        onCopy={() => standing && setWork({ draft: correctionOf(institution, form, standing) })}
        onClear={() =>
          setWork({
            draft: {
              ...emptyDraft(institution, form, period),
              revision: (standing?.revision ?? 0) + 1,
            },
          })
        }
      />
      {isFormer ? (
        <p className="loading">{t(shell.loading)}</p>
      ) : (
        <Workbench
          key={`${code} ${period}`}
          form={form}
          draft={draft}
          standing={standing}
          answer={isMine ? work.answer : undefined}
          onDraft={(changed) => setWork((before) => next(before?.answer, isMine, changed))}
          onAnswer={(answer) => setWork({ draft: answer.sent, answer })}
        />
      )}
      {standing && (
        <div className="columns">
          <OwnFigures form={form} period={period} institution={institution} />
          {own?.kind === 'BANK' && <OwnRank period={period} peerGroup={own.peerGroup ?? '_T'} />}
        </div>
      )}
    </>
  );
}

/** A change after a receipt is the beginning of the next revision. */
function next(answer: Answer | undefined, isMine: boolean, changed: Draft) {
  if (!isMine || !answer) return { draft: changed };
  if (answer.outcome.status !== 'ACCEPTED') return { draft: changed, answer };
  const isUntouched = changed.revision === answer.sent.revision;
  return { draft: isUntouched ? { ...changed, revision: changed.revision + 1 } : changed };
}

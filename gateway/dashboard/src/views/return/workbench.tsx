import { useMemo, useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { Failure } from '../../shell/failure.tsx';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import type { Text } from '../../words/text.ts';
import { Annex } from './annex.tsx';
import {
  areasIn,
  type Draft,
  filled,
  type Form,
  hasAnnex,
  partsOf,
  type Place,
  placeAt,
  spelt,
  type Submission,
  valuesOf,
} from './draft.ts';
import { Grid } from './grid.tsx';
import { HeaderFaults } from './header-faults.tsx';
import {
  type Answer,
  borrowerOfIssue,
  countsOfAnnex,
  errorsByArea,
  type Issue,
  issuesByBorrower,
  issuesByPlace,
  mendedSince,
  placeOfIssue,
} from './issues.ts';
import { Receipt } from './receipt.tsx';
import { SendBar } from './send-bar.tsx';
import { useSubmit } from './use-submit.ts';
import { Violations } from './violations.tsx';

interface WorkbenchProps {
  form: Form;
  draft: Draft;
  standing: Submission | undefined;
  /** What the register calls the enterprises of the annex. */
  names: ReadonlyMap<string, Text>;
  answer: Answer | undefined;
  /** What is sent for a period that is not open comes back. */
  canSend: boolean;
  onDraft: (draft: Draft) => void;
  onAnswer: (answer: Answer) => void;
}

/** The draft, what the door said of it, and the way to send it. */
export function Workbench(props: WorkbenchProps) {
  const { form, draft, standing, names, answer, canSend, onDraft, onAnswer } = props;
  const { t } = useLanguage();
  const submit = useSubmit();
  const values = useMemo(() => valuesOf(draft.cells), [draft.cells]);
  const stood = useMemo(() => standing && spelt(valuesOf(standing.cells)), [standing]);
  const areas = areasIn(draft);
  const [chosen, setArea] = useState('');
  const area = form.areas === null ? '' : chosen || (areas[0] ?? '');
  const [jump, setJump] = useState<{ place: Place }>();
  const [borrower, setBorrower] = useState<{ enterprise: string }>();

  const outcome = answer?.outcome;
  const issues = outcome?.issues ?? [];
  const at = useMemo(() => issuesByPlace(outcome?.issues ?? []), [outcome]);
  const ofBorrower = useMemo(() => issuesByBorrower(outcome?.issues ?? []), [outcome]);
  const isMended = answer ? mendedSince(answer, draft) : () => false;
  const isRefused = outcome !== undefined && outcome.status !== 'ACCEPTED';
  const goTo = (issue: Issue) => {
    const place = placeOfIssue(issue);
    if (place !== undefined) {
      const { area: its, row, column } = partsOf(place);
      if (form.areas !== null && its) setArea(its);
      setJump({ place: placeAt(its || area, row, column) });
    } else if (issue.path?.startsWith('/borrowers')) {
      setBorrower({ enterprise: borrowerOfIssue(issue) ?? '' });
    } else {
      document.querySelector<HTMLElement>('.header-faults button, .send input')?.focus();
    }
  };

  return (
    <>
      <Panel title={`${t(ret.grid)} · ${t(form.name)}`} note={`${t(ret.unit)} · ${t(ret.keys)}`}>
        <SendBar
          form={form}
          draft={draft}
          values={values}
          areas={areas}
          area={area}
          wrong={errorsByArea(at)}
          counts={countsOfAnnex(
            issues.filter((issue) => !isMended(issue)),
            form,
          )}
          isSending={submit.isPending}
          canSend={canSend}
          onArea={setArea}
          onDraft={onDraft}
          onSend={() => submit.mutate(draft, { onSuccess: onAnswer })}
        />
        {outcome?.status !== 'ACCEPTED' && <HeaderFaults {...{ form, draft, standing, onDraft }} />}
        {submit.error && submit.variables === draft && (
          <Failure error={submit.error} what={ret.notSent} />
        )}
        {answer && outcome?.status === 'ACCEPTED' && outcome.receipt && (
          <Receipt receipt={outcome.receipt} of={answer.sent} />
        )}
        {issues.length > 0 && (
          <Violations issues={issues} isMended={isMended} refused={isRefused} onJump={goTo} />
        )}
        {form.areas !== null && area === '' ? (
          <p className="note">{t(ret.chooseArea)}</p>
        ) : (
          <Grid
            form={form}
            area={area}
            values={values}
            standing={stood}
            issues={at}
            isMended={isMended}
            jump={jump}
            onFill={(changes) => onDraft(filled(draft, changes))}
          />
        )}
      </Panel>
      {hasAnnex(form) && (
        <Annex
          form={form}
          borrowers={draft.borrowers}
          names={names}
          issues={ofBorrower}
          isMended={isMended}
          jump={borrower}
          onChange={(borrowers) => onDraft({ ...draft, borrowers })}
        />
      )}
    </>
  );
}

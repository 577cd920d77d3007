import { useMemo, useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { useRegions } from '../../data/use-names.ts';
import { Failure } from '../../shell/failure.tsx';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { Annex } from './annex.tsx';
import {
  type Draft,
  filled,
  type Form,
  outside,
  partsOf,
  type Place,
  type Submission,
  valuesOf,
} from './draft.ts';
import { Grid } from './grid.tsx';
import { type Answer, type Issue, issuesByPlace, mendedPlaces, placeOfIssue } from './issues.ts';
import { Receipt } from './receipt.tsx';
import { useSubmit } from './use-submit.ts';
import { Violations } from './violations.tsx';

interface WorkbenchProps {
  form: Form;
  draft: Draft;
  standing: Submission | undefined;
  answer: Answer | undefined;
  onDraft: (draft: Draft) => void;
  onAnswer: (answer: Answer) => void;
}

/** The draft, what the door said of it, and the way to send it. */
export function Workbench({ form, draft, standing, answer, onDraft, onAnswer }: WorkbenchProps) {
  const { t } = useLanguage();
  const submit = useSubmit();
  const values = useMemo(() => valuesOf(draft.cells), [draft.cells]);
  const stood = useMemo(() => standing && valuesOf(standing.cells), [standing]);
  const areas = [...new Set(draft.cells.flatMap(({ area }) => area ?? []))].sort();
  const [chosen, setArea] = useState('');
  const area = form.areas === null ? '' : chosen || (areas[0] ?? '');
  const [jump, setJump] = useState<{ place: Place }>();

  const outcome = answer?.outcome;
  const issues = outcome?.issues ?? [];
  const at = useMemo(() => issuesByPlace(outcome?.issues ?? []), [outcome]);
  const mended = answer ? mendedPlaces(answer, draft, at.keys()) : new Set<Place>();
  const isRefused = outcome !== undefined && outcome.status !== 'ACCEPTED';
  const strangers = outside(draft, form);
  const twice = draft.cells.length - values.size;

  const goTo = (issue: Issue) => {
    const place = placeOfIssue(issue);
    if (place === undefined) {
      const target = issue.path?.startsWith('/borrowers') ? '.annex button' : '.send input';
      document.querySelector<HTMLElement>(target)?.focus();
      return;
    }
    if (form.areas !== null) setArea(partsOf(place).area);
    setJump({ place });
  };

  return (
    <>
      <Panel title={`${t(ret.grid)} · ${t(form.name)}`} note={`${t(ret.unit)} · ${t(ret.keys)}`}>
        <div className="send">
          <label>
            {t(ret.revision)}{' '}
            <input
              type="number"
              min={1}
              value={draft.revision}
              onChange={({ target }) => onDraft({ ...draft, revision: Number(target.value) || 1 })}
            />
          </label>
          <button
            type="button"
            className="primary"
            disabled={submit.isPending}
            onClick={() => submit.mutate(draft, { onSuccess: onAnswer })}
          >
            {t(submit.isPending ? ret.sending : ret.send)}
          </button>
          {form.areas !== null && (
            <AreaChoice
              level={form.areas === 'CITY' ? 'CITY' : 'COUNTY'}
              areas={areas}
              area={area}
              onChoose={setArea}
            />
          )}
          {twice > 0 && (
            <span className="badge bad">
              {twice} {t(ret.twice)}
            </span>
          )}
          {strangers.length > 0 && (
            <span>
              <span className="badge bad">
                {strangers.length} {t(ret.outside)}
              </span>{' '}
              <button
                type="button"
                onClick={() =>
                  onDraft({
                    ...draft,
                    cells: draft.cells.filter((cell) => !strangers.includes(cell)),
                  })
                }
              >
                {t(ret.dropOutside)}
              </button>
            </span>
          )}
        </div>
        {submit.error && <Failure error={submit.error} />}
        {outcome?.status === 'ACCEPTED' && outcome.receipt && <Receipt receipt={outcome.receipt} />}
        {issues.length > 0 && (
          <Violations issues={issues} mended={mended} refused={isRefused} onJump={goTo} />
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
            mended={mended}
            jump={jump}
            onFill={(changes) => onDraft(filled(draft, changes))}
          />
        )}
      </Panel>
      {form.tables.length > 1 && (
        <Annex
          form={form}
          borrowers={draft.borrowers}
          onChange={(borrowers) => onDraft({ ...draft, borrowers })}
        />
      )}
    </>
  );
}

/** One block at a time: those that the draft has first, then all others of the level. */
function AreaChoice({
  level,
  areas,
  area,
  onChoose,
}: {
  level: 'CITY' | 'COUNTY';
  areas: readonly string[];
  area: string;
  onChoose: (area: string) => void;
}) {
  const { t } = useLanguage();
  const names = useRegions(level);
  const others = [...names.keys()].filter((code) => !areas.includes(code));
  const option = (code: string) => (
    <option key={code} value={code}>
      {code} {names.get(code)}
    </option>
  );
  return (
    <label>
      {t(ret.area)}{' '}
      <select value={area} onChange={({ target }) => onChoose(target.value)}>
        {area === '' && <option value="">—</option>}
        {areas.map(option)}
        <optgroup label={t(ret.addArea)}>{others.map(option)}</optgroup>
      </select>
    </label>
  );
}

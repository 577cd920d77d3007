import { type DragEvent, useMemo, useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { useRegions } from '../../data/use-names.ts';
import { useLanguage } from '../../state/taste.ts';
import { save } from '../../tables/export.ts';
import { ret } from '../../words/return.ts';
import type { Text } from '../../words/text.ts';
import {
  annexTexts,
  differing,
  type Draft,
  type Form,
  hasAnnex,
  spelt,
  type Submission,
  valuesOf,
} from './draft.ts';
import type { Problem } from './import-file.ts';
import { focusSend } from './send-bar.tsx';
import { csvOf, sheetOf, workbookOf } from './sheet.ts';

interface SourceProps {
  form: Form;
  draft: Draft;
  /** What one would begin with; undefined until it is there. */
  begun: Draft | undefined;
  standing: Submission | undefined;
  /** Why the last file was not taken. */
  problem: Problem | undefined;
  onFile: (file: File) => void;
  onCopy: () => void;
  onClear: () => void;
  /** Back to what was begun before; undefined where nothing was. */
  onBack: (() => void) | undefined;
  /** On with what there was before a file that was not taken. */
  onKeep: () => void;
}

/** Where the draft comes from: a file, what stands, or nothing; and how much is in it. */
export function Source(props: SourceProps) {
  const { form, draft, begun, standing, problem, onFile, onCopy, onClear, onBack, onKeep } = props;
  const { t } = useLanguage();
  const [isOver, setIsOver] = useState(false);

  const take = (file: File | undefined) => file && onFile(file);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  };

  const { from } = draft;
  const [ours, theirs] = [draft, begun ?? draft];
  const cellsChanged = useMemo(
    () => differing(spelt(valuesOf(ours.cells)), spelt(valuesOf(theirs.cells))).length,
    [ours.cells, theirs.cells],
  );
  const annexChanged = useMemo(
    () => differing(annexTexts(ours.borrowers), annexTexts(theirs.borrowers)).length,
    [ours.borrowers, theirs.borrowers],
  );
  return (
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Panel title={t(ret.file)} note={t(ret.fileHint)}>
        <div className="source">
          <label className="file-button">
            {t(ret.chooseFile)}
            <input
              type="file"
              accept=".xlsx,.csv,.json,text/csv,application/json"
              // The same file, mended outside, may be taken once more.
              onClick={({ currentTarget }) => (currentTarget.value = '')}
              onChange={({ target }) => take(target.files?.[0])}
            />
          </label>
          <Download form={form} draft={draft} />
          {standing && (
            <button type="button" disabled={!begun} onClick={onCopy}>
              {t(ret.copy)}
            </button>
          )}
          <button type="button" onClick={onClear}>
            {t(ret.clear)}
          </button>
          {onBack && (
            <button
              type="button"
              onClick={() => {
                onBack();
                focusSend();
              }}
            >
              {t(ret.back)}
            </button>
          )}
          {!problem && (
            <p>
              <strong>
                {t(ret[from.kind])} {from.kind === 'FILE' && from.name}
              </strong>{' '}
              <span className="note">
                {draft.cells.length} {t(ret.cells)}
                {hasAnnex(form) &&
                  ` · ${t(ret.annex)} ${draft.borrowers.length} ${t(ret.borrowers)}`}
                {standing && begun && ` · ${cellsChanged + annexChanged} ${t(ret.changed)}`}
              </span>
            </p>
          )}
        </div>
        {problem && <NotTaken problem={problem} onKeep={onKeep} />}
      </Panel>
    </div>
  );
}

/** Why a file was not taken, line by line; what was there before it comes back only when it is asked for. */
function NotTaken({ problem, onKeep }: { problem: Problem; onKeep: () => void }) {
  const { t } = useLanguage();
  const lines = (text: Text) => t(text).split('\n');
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{t(ret.notTaken)}</strong>
      </p>
      <ul>
        {lines(problem.text).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {problem.fix && lines(problem.fix).map((line) => <p key={line}>{line}</p>)}
      <button type="button" onClick={onKeep}>
        {t(ret.keep)}
      </button>
    </div>
  );
}

/** What is there, empty or filled, to go on with in a spreadsheet. */
function Download({ form, draft }: { form: Form; draft: Draft }) {
  const { t } = useLanguage();
  const areas = useRegions(form.areas === 'CITY' ? 'CITY' : 'COUNTY');
  const name = `${draft.form}_${draft.institution}_${draft.period}_v${draft.revision}`;
  const sheet = () => sheetOf(draft, form, { t, areas });
  return (
    <>
      <button
        type="button"
        title={t(ret.downloadHint)}
        onClick={() => void workbookOf(sheet()).then((file) => save(file, `${name}.xlsx`))}
      >
        {t(ret.downloadXlsx)}
      </button>
      <button
        type="button"
        title={t(ret.downloadHint)}
        onClick={() => save(csvOf(sheet()), `${name}.csv`)}
      >
        {t(ret.download)}
      </button>
    </>
  );
}

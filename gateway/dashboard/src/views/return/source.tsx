import { Failure as Unreadable } from '@qianfan/cli/failure';
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
import { readFile } from './read-file.ts';
import { focusSend } from './send-bar.tsx';
import { csvOf, sheetOf, workbookOf } from './sheet.ts';

interface SourceProps {
  form: Form;
  draft: Draft;
  /** What one would begin with; undefined until it is there. */
  begun: Draft | undefined;
  standing: Submission | undefined;
  onTake: (draft: Draft) => void;
  onCopy: () => void;
  onClear: () => void;
  /** Back to what was begun before; undefined where nothing was. */
  onBack: (() => void) | undefined;
}

/** Where the draft comes from: a file, what stands, or nothing; and how much is in it. */
export function Source(props: SourceProps) {
  const { form, draft, begun, standing, onTake, onCopy, onClear, onBack } = props;
  const { t } = useLanguage();
  const [problem, setProblem] = useState<{ text: Text; fix?: Text | undefined }>();
  const [isOver, setIsOver] = useState(false);

  const take = async (file: File | undefined) => {
    if (!file) return;
    setProblem(undefined);
    try {
      onTake(await readFile(file));
    } catch (error) {
      const { message } = error as Error;
      setProblem(error instanceof Unreadable ? error : { text: { zh: message, en: message } });
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
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
              onChange={({ target }) => void take(target.files?.[0])}
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
          <p>
            <strong>
              {t(ret[from.kind])} {from.kind === 'FILE' && from.name}
            </strong>{' '}
            <span className="note">
              {draft.cells.length} {t(ret.cells)}
              {hasAnnex(form) && ` · ${t(ret.annex)} ${draft.borrowers.length} ${t(ret.borrowers)}`}
              {standing && begun && ` · ${cellsChanged + annexChanged} ${t(ret.changed)}`}
            </span>
          </p>
        </div>
        {problem && (
          <div className="failure" role="alert">
            <p>{t(problem.text)}</p>
            {problem.fix && <p>{t(problem.fix)}</p>}
          </div>
        )}
      </Panel>
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

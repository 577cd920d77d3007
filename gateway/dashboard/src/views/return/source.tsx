import { Failure as Unreadable } from '@qianfan/cli/failure';
import { type DragEvent, useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import type { Text } from '../../words/text.ts';
import { type Draft, type Submission, valuesOf } from './draft.ts';
import { readFile } from './read-file.ts';

interface SourceProps {
  draft: Draft;
  standing: Submission | undefined;
  onTake: (draft: Draft) => void;
  onCopy: () => void;
  onClear: () => void;
}

/** Where the draft comes from: a file, what stands, or nothing; and how much is in it. */
export function Source({ draft, standing, onTake, onCopy, onClear }: SourceProps) {
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
              accept=".csv,.json,text/csv,application/json"
              // The same file, mended outside, may be taken once more.
              onClick={({ currentTarget }) => (currentTarget.value = '')}
              onChange={({ target }) => void take(target.files?.[0])}
            />
          </label>
          {standing && (
            <button type="button" onClick={onCopy}>
              {t(ret.copy)}
            </button>
          )}
          <button type="button" onClick={onClear}>
            {t(ret.clear)}
          </button>
          <p>
            <strong>
              {t(ret[from.kind])} {from.kind === 'FILE' && from.name}
            </strong>{' '}
            <span className="note">
              {draft.cells.length} {t(ret.cells)} · {t(ret.annex)} {draft.borrowers.length}{' '}
              {t(ret.borrowers)}
              {standing && ` · ${differing(draft, standing)} ${t(ret.changed)}`}
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

function differing(draft: Draft, standing: Submission): number {
  const [ours, theirs] = [valuesOf(draft.cells), valuesOf(standing.cells)];
  const places = new Set([...ours.keys(), ...theirs.keys()]);
  return [...places].filter((place) => ours.get(place) !== theirs.get(place)).length;
}

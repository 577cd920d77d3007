import {
  type ClipboardEvent,
  Fragment,
  type KeyboardEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { Cell, cellId, issuesId, toneOf } from './cell.tsx';
import {
  type Form,
  hasCell,
  partsOf,
  pastedBlock,
  type Place,
  placeAt,
  sameText,
} from './draft.ts';
import type { Issue } from './issues.ts';
import { cellsIn } from './pasted.ts';
import { PastedBeyond } from './pasted-beyond.tsx';
import { IssueText } from './violations.tsx';

interface GridProps {
  form: Form;
  area: string;
  values: ReadonlyMap<Place, string>;
  /** What stands, in one spelling, to mark what differs from it; undefined where nothing does. */
  standing: ReadonlyMap<Place, string> | undefined;
  issues: ReadonlyMap<Place, readonly Issue[]>;
  isMended: (issue: Issue) => boolean;
  onFill: (changes: ReadonlyMap<Place, string>) => void;
  /** A cell to be brought into view; a new object each time. */
  jump: { place: Place } | undefined;
}

/** The form as a grid of inputs; what is wrong with a row stands right below it. */
export function Grid(props: GridProps) {
  const { form, area, values, standing, issues, isMended, onFill, jump } = props;
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const fill = useRef(onFill);
  const [lost, setLost] = useState<readonly string[]>([]);
  useEffect(() => {
    fill.current = onFill;
  });
  // The same for ever, so that a keystroke draws one cell and not hundreds.
  const change = useRef((place: Place, value: string) => fill.current(new Map([[place, value]])));

  useEffect(() => {
    if (!jump) return;
    const input = document.getElementById(cellId(jump.place));
    input?.scrollIntoView({ block: 'center', inline: 'center' });
    input?.focus({ preventScroll: true });
  }, [jump]);

  const placeNear = (target: HTMLElement, down: number, right: number): Place | undefined => {
    const { row, column } = target.dataset;
    const r = form.rows.findIndex(({ code }) => code === row) + down;
    const c = form.columns.findIndex(({ code }) => code === column) + right;
    const [near, beside] = [form.rows[r], form.columns[c]];
    return near && beside && hasCell(near, beside)
      ? placeAt(area, near.code, beside.code)
      : undefined;
  };

  /** Of a cell, and in a form by area of that cell in all areas together. */
  const issuesAt = (place: Place): readonly Issue[] => {
    const { row, column } = partsOf(place);
    const whole = placeAt('', row, column);
    return [...(issues.get(place) ?? []), ...(whole === place ? [] : (issues.get(whole) ?? []))];
  };

  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    const target = event.target as HTMLElement;
    if (step === undefined || !target.dataset['column']) return;
    event.preventDefault();
    for (let down = step; Math.abs(down) < form.rows.length; down += step) {
      const place = placeNear(target, down, 0);
      if (place === undefined) continue;
      document.getElementById(cellId(place))?.focus();
      return;
    }
  };

  const paste = (event: ClipboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const text = event.clipboardData.getData('text/plain');
    const block = pastedBlock(text);
    // A bare value goes where the cursor is.
    if (block.length === 1 && block[0]![0] === text) return;
    if (!target.dataset['column']) return;
    event.preventDefault();
    const pasted = cellsIn(block, (down, right) => placeNear(target, down, right));
    setLost(pasted.lost);
    if (pasted.lost.length === 0) onFill(pasted.taken);
  };

  return (
    <div
      className="table-box grid-box"
      ref={box}
      role="region"
      tabIndex={0}
      aria-label={`${form.code} ${t(form.name)}`}
      onKeyDown={move}
      onPaste={paste}
    >
      <PastedBeyond lost={lost} />
      <table className="grid">
        <caption className="unseen">
          {form.code} {t(form.name)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t(ret.row)}</th>
            {form.columns.map(({ code, name, optional }) => (
              <th key={code} scope="col">
                <span className="code">{code}</span> {t(name)}
                {optional && <span className="optional"> {t(ret.optional)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form.rows.map((row) => {
            const places = form.columns.map(({ code }) => placeAt(area, row.code, code));
            const wrong = places.filter((place) => issuesAt(place).length > 0);
            return (
              <Fragment key={row.code}>
                <tr>
                  <th scope="row" className={`depth-${row.code.split('.').length}`}>
                    <span className="code">{row.code}</span> {t(row.name)}
                    {row.optional && <span className="optional"> {t(ret.optional)}</span>}
                  </th>
                  {form.columns.map((column, n) => {
                    const place = places[n]!;
                    if (!hasCell(row, column)) return <td key={column.code} className="none" />;
                    const found = issuesAt(place);
                    const value = values.get(place) ?? '';
                    return (
                      <Cell
                        key={column.code}
                        place={place}
                        row={row.code}
                        column={column.code}
                        label={`${row.code} ${t(row.name)} · ${column.code} ${t(column.name)}`}
                        value={value}
                        tone={toneOf(found, found.every(isMended))}
                        differs={
                          standing !== undefined && (standing.get(place) ?? '') !== sameText(value)
                        }
                        isAmount={column.kind === 'AMOUNT'}
                        describedBy={found.length > 0 ? issuesId(place) : undefined}
                        onChange={change.current}
                      />
                    );
                  })}
                </tr>
                {wrong.length > 0 && (
                  <tr className="row-issues">
                    <td colSpan={form.columns.length + 1}>
                      {wrong.map((place) => (
                        <div key={place} id={issuesId(place)} className="at-cell">
                          {issuesAt(place).map((issue, n) => (
                            <IssueText
                              key={`${issue.code} ${n}`}
                              issue={issue}
                              isMended={isMended(issue)}
                            />
                          ))}
                        </div>
                      ))}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { AreaChoice } from './area-choice.tsx';
import { type Draft, filled, type Form, missing, outside, type Place } from './draft.ts';

interface SendBarProps {
  form: Form;
  draft: Draft;
  values: ReadonlyMap<Place, string>;
  /** Those of the draft, and the one that is shown; none in a form that is not split by area. */
  areas: readonly string[];
  area: string;
  /** How many errors each area has. */
  wrong: ReadonlyMap<string, number>;
  /** What the annex says of counts that state another number. */
  counts: ReadonlyMap<Place, string>;
  isSending: boolean;
  canSend: boolean;
  onArea: (area: string) => void;
  onDraft: (draft: Draft) => void;
  onSend: () => void;
}

/** Where the keyboard goes on when a button has done its work and is gone. */
export const focusSend = (): void => document.querySelector<HTMLElement>('.send .primary')?.focus();

/** Revision and area, the way to send, and what can be put right for the whole grid at once. */
export function SendBar(props: SendBarProps) {
  const {
    form,
    draft,
    values,
    areas,
    area,
    wrong,
    counts,
    isSending,
    canSend,
    onArea,
    onDraft,
    onSend,
  } = props;
  const { t } = useLanguage();
  const blocks =
    form.areas === null ? [''] : areas.includes(area) || !area ? areas : [...areas, area];
  const blank = missing(form, values, blocks);
  const twice = draft.cells.length - values.size;
  const strangers = outside(draft, form);
  const change = (cells: Draft['cells']) => {
    onDraft({ ...draft, cells });
    focusSend();
  };
  const without = (gone: (cell: Draft['cells'][number]) => boolean) =>
    change(draft.cells.filter((cell) => !gone(cell)));
  return (
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
      <button type="button" className="primary" disabled={isSending || !canSend} onClick={onSend}>
        {t(isSending ? ret.sending : ret.send)}
      </button>
      {form.areas !== null && (
        <AreaChoice
          level={form.areas === 'CITY' ? 'CITY' : 'COUNTY'}
          areas={areas}
          wrong={wrong}
          area={area}
          onChoose={onArea}
        />
      )}
      {areas.includes(area) && (
        <button
          type="button"
          onClick={() => {
            without((cell) => cell.area === area);
            onArea('');
          }}
        >
          {t(ret.dropArea)}
        </button>
      )}
      {blank.length > 0 && (
        <button
          type="button"
          onClick={() => change(filled(draft, new Map(blank.map((place) => [place, '0']))).cells)}
        >
          {t(ret.zeros)} ({blank.length})
        </button>
      )}
      {counts.size > 0 && (
        <button type="button" onClick={() => change(filled(draft, counts).cells)}>
          {t(ret.countsOfAnnex)} ({counts.size})
        </button>
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
          <button type="button" onClick={() => without((cell) => strangers.includes(cell))}>
            {t(ret.dropOutside)}
          </button>
        </span>
      )}
    </div>
  );
}

import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import type { Text } from '../../words/text.ts';
import { converted, factorText, unitText } from './convert.ts';
import { type Draft, type Form, partsOf, type Submission } from './draft.ts';
import { focusSend } from './send-bar.tsx';

interface Fault {
  name: Text;
  found: Text;
  /** The way to put it right here, which changes no more than it says. */
  way?: { text: Text; mended: Draft };
  /** What to do elsewhere. */
  note?: Text;
}

const both = (text: string): Text => ({ zh: text, en: text });

const changeTo = (wanted: string): Text => ({
  zh: `${ret.changeTo.zh} ${wanted}`,
  en: `${ret.changeTo.en} ${wanted}`,
});

/** What the head of a file says other than this return has it. */
function faultsOf(draft: Draft, form: Form, revision: number): Fault[] {
  const faults: Fault[] = [];
  const told = draft.tables.flatMap(({ table, reported }) => (reported ? [table] : []));
  if (draft.revision !== revision) {
    const way = { text: changeTo(String(revision)), mended: { ...draft, revision } };
    faults.push({ name: ret.revision, found: both(String(draft.revision)), way });
  }
  if (draft.currency !== form.currency) {
    faults.push({ name: ret.currency, found: both(draft.currency), note: ret.otherCurrency });
  }
  if (draft.unit !== form.unit) faults.push(unitFault(draft, form));
  if (told.toSorted().join(' ') !== form.tables.toSorted().join(' ')) {
    const tables = form.tables.map((table) => ({ table, reported: true }));
    const way = { text: changeTo(form.tables.join(' ')), mended: { ...draft, tables } };
    faults.push({ name: ret.tables, found: both(told.join(' ')), way });
  }
  return faults;
}

/** Another unit is other numbers: they are converted, exactly, or the file is to be put right. */
function unitFault(draft: Draft, form: Form): Fault {
  const fault = { name: ret.unitName, found: unitText(draft.unit) };
  const done = converted(draft, form);
  if (!done) return { ...fault, note: ret.otherUnit };
  if ('inexact' in done) return { ...fault, note: inexactText(done.inexact) };
  const [to, factor] = [unitText(form.unit), factorText(draft.unit, form.unit)];
  const text = {
    zh: `${ret.convertTo.zh}${to.zh}（${factor}）`,
    en: `${ret.convertTo.en} ${to.en} (${factor})`,
  };
  return { ...fault, way: { text, mended: done } };
}

const SHOWN = 5;

function inexactText(places: readonly string[]): Text {
  const names = places.slice(0, SHOWN).map((place) => {
    const { area, row, column } = partsOf(place);
    return [area, row, column].filter(Boolean).join(' × ');
  });
  const more = places.length > SHOWN ? ` … (${places.length})` : '';
  return {
    zh: `${ret.inexact.zh}${names.join('、')}${more}`,
    en: `${ret.inexact.en} ${names.join(', ')}${more}`,
  };
}

/** Whatever stands in the head of a file and would be refused, each with the way to put it right. */
export function HeaderFaults({
  form,
  draft,
  standing,
  onDraft,
}: {
  form: Form;
  draft: Draft;
  standing: Submission | undefined;
  onDraft: (draft: Draft) => void;
}) {
  const { t } = useLanguage();
  const faults = faultsOf(draft, form, (standing?.revision ?? 0) + 1);
  if (faults.length === 0) return null;
  return (
    <ul className="header-faults" aria-label={t(ret.header)}>
      {faults.map(({ name, found, way, note }) => (
        <li key={name.en}>
          <span className="badge warn">
            {t(name)}: {t(found) || '—'}
          </span>
          {note && <span className="note">{t(note)}</span>}
          {way && (
            <button
              type="button"
              onClick={() => {
                onDraft(way.mended);
                focusSend();
              }}
            >
              {t(way.text)}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import type { Text } from '../../words/text.ts';
import type { Draft, Form, Submission } from './draft.ts';
import { focusSend } from './send-bar.tsx';

interface Fault {
  name: Text;
  found: string;
  wanted: string;
  mended: Draft;
}

/** What the head of a file says other than this return has it. */
function faultsOf(draft: Draft, form: Form, institution: string, revision: number): Fault[] {
  const tables = form.tables.map((table) => ({ table, reported: true }));
  const told = draft.tables.flatMap(({ table, reported }) => (reported ? [table] : []));
  const all: Fault[] = [
    {
      name: ret.institution,
      found: draft.institution,
      wanted: institution,
      mended: { ...draft, institution },
    },
    {
      name: ret.revision,
      found: String(draft.revision),
      wanted: String(revision),
      mended: { ...draft, revision },
    },
    {
      name: ret.currency,
      found: draft.currency,
      wanted: form.currency,
      mended: { ...draft, currency: form.currency },
    },
    {
      name: ret.unitName,
      found: draft.unit,
      wanted: form.unit,
      mended: { ...draft, unit: form.unit },
    },
    {
      name: ret.tables,
      found: told.toSorted().join(' '),
      wanted: form.tables.toSorted().join(' '),
      mended: { ...draft, tables },
    },
  ];
  return all.filter(({ found, wanted }) => found !== wanted);
}

/** Whatever stands in the head of a file and would be refused, each with the way to put it right. */
export function HeaderFaults({
  form,
  institution,
  draft,
  standing,
  onDraft,
}: {
  form: Form;
  institution: string;
  draft: Draft;
  standing: Submission | undefined;
  onDraft: (draft: Draft) => void;
}) {
  const { t } = useLanguage();
  const faults = faultsOf(draft, form, institution, (standing?.revision ?? 0) + 1);
  if (faults.length === 0) return null;
  return (
    <ul className="header-faults" aria-label={t(ret.header)}>
      {faults.map(({ name, found, wanted, mended }) => (
        <li key={name.en}>
          <span className="badge warn">
            {t(name)}: {found || '—'}
          </span>
          <button
            type="button"
            onClick={() => {
              onDraft(mended);
              focusSend();
            }}
          >
            {t(ret.changeTo)} {wanted}
          </button>
        </li>
      ))}
    </ul>
  );
}

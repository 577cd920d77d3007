import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { late } from '../words/late.ts';

const FORMS = ['TF01', 'TF01B', 'TF02', 'TF03', 'TF05'];

/** The form that a view is about, of those that the address may name. */
export function useForm(): string {
  const { search } = useAddress();
  const form = search.get('form') ?? '';
  return FORMS.includes(form) ? form : FORMS[0]!;
}

export function FormChoice() {
  const { setSearch } = useAddress();
  const { t } = useLanguage();
  const form = useForm();
  return (
    <label>
      {t(late.form)}
      <select
        value={form}
        onChange={({ target }) =>
          setSearch((before) => {
            const after = new URLSearchParams(before);
            after.set('form', target.value);
            return after;
          })
        }
      >
        {FORMS.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </select>
    </label>
  );
}

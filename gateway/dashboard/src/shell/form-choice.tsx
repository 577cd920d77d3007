import { useAsk } from '../data/use-ask.ts';
import { useSession } from '../data/session.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { late } from '../words/late.ts';
import { quarterOf } from './quarter.ts';

/** Forms that are filed, each with how often. */
const FORMS: Readonly<Record<string, 'M' | 'Q'>> = {
  TF01: 'M',
  TF01B: 'M',
  TF02: 'M',
  TF03: 'M',
  TF05: 'Q',
};

/**
 * The form that a view is about, of those that the address may name, and its period: of a form that is filed each
 * quarter, the last quarter up to the month. Insurers file another form than banks.
 */
export function useForm(month: string): { form: string; period: string } {
  const { search } = useAddress();
  const role = useSession().data?.principal?.role;
  const asked = search.get('form') ?? '';
  const form = asked in FORMS ? asked : role === 'INSURER' ? 'TF05' : 'TF01';
  return { form, period: FORMS[form] === 'Q' ? quarterOf(month) : month };
}

export function FormChoice({ form, period }: { form: string; period: string }) {
  const { setSearch } = useAddress();
  const { t } = useLanguage();
  const layout = useAsk('Form', { code: form, period });
  const name = layout.data?.data.returnForm?.name;
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
        {Object.keys(FORMS).map((code) => (
          <option key={code}>{code}</option>
        ))}
      </select>
      {name && <span>{t(name)}</span>}
    </label>
  );
}

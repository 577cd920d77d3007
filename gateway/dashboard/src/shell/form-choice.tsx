import { useAsk } from '../data/use-ask.ts';
import { type Role, useSession } from '../data/session.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { late } from '../words/late.ts';
import { quarterOf } from './quarter.ts';

/** Forms that are filed: each with how often, and by whom. */
const FORMS: Readonly<Record<string, { every: 'M' | 'Q'; by: Role }>> = {
  TF01: { every: 'M', by: 'BANK' },
  TF01B: { every: 'M', by: 'BANK' },
  TF02: { every: 'M', by: 'BANK' },
  TF03: { every: 'M', by: 'BANK' },
  TF05: { every: 'Q', by: 'INSURER' },
};

/** Those that the reader files, or looks at: a bank is not offered an insurer's form, nor the other way round. */
function useForms(): string[] {
  const role = useSession().data?.principal?.role;
  const isReporter = role === 'BANK' || role === 'INSURER';
  return Object.keys(FORMS).filter((code) => !isReporter || FORMS[code]!.by === role);
}

/** The form that a view is about, of those that the address may name. */
export function useForm(): string {
  const { search } = useAddress();
  const forms = useForms();
  return forms.find((code) => code === search.get('form')) ?? forms[0]!;
}

/** Of a form that is filed each quarter, the last quarter up to the month. */
export const periodOf = (form: string, month: string): string =>
  FORMS[form]?.every === 'Q' ? quarterOf(month) : month;

export function FormChoice({ form, period }: { form: string; period: string }) {
  const { setSearch } = useAddress();
  const { t } = useLanguage();
  const forms = useForms();
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
        {forms.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </select>
      {name && <span>{t(name)}</span>}
    </label>
  );
}

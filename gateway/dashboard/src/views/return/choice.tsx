import { useAsk } from '../../data/use-ask.ts';
import { instantText, periodName } from '../../figures/format.ts';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { shell } from '../../words/shell.ts';
import type { Form, Submission } from './draft.ts';

interface ChoiceProps {
  /** Undefined until it is there, or where there is none. */
  form: Form | undefined;
  code: string;
  forms: readonly string[];
  period: string;
  periods: readonly string[];
  standing: Submission | undefined;
  /** Undefined where the register says nothing of it. */
  isOwed: boolean | undefined;
  /** Whether the regulator has opened the period: what is filed before is refused. */
  isOpen: boolean;
  onForm: (code: string) => void;
  onPeriod: (period: string) => void;
}

const withChosen = (offered: readonly string[], chosen: string) =>
  offered.includes(chosen) ? offered : [chosen, ...offered];

/** Which return it is about, and what stands of it. */
export function Choice(props: ChoiceProps) {
  const { form, code, forms, period, periods, standing, isOwed, isOpen, onForm, onPeriod } = props;
  const { t } = useLanguage();
  return (
    <>
      <form className="clocks" onSubmit={(event) => event.preventDefault()}>
        <label>
          {t(ret.form)}
          <select value={code} onChange={({ target }) => onForm(target.value)}>
            {withChosen(forms, code).map((one) => (
              <FormOption key={one} code={one} period={period} />
            ))}
          </select>
        </label>
        <label>
          {t(shell.period)}
          <select value={period} onChange={({ target }) => onPeriod(target.value)}>
            {withChosen(periods, period).map((one) => (
              <option key={one} value={one}>
                {t(periodName(one))}
              </option>
            ))}
          </select>
        </label>
        {form && (
          <p>
            <strong>{t(form.name)}</strong>{' '}
            <span className="note">
              {form.code} v{form.version}
            </span>
          </p>
        )}
      </form>
      {forms.length === 0 && <p className="note">{t(ret.noForm)}</p>}
      {isOwed === false && <p className="note">{t(ret.notOwed)}</p>}
      {!isOpen && (
        <p className="failure" role="alert">
          {t(ret.notOpen)}
        </p>
      )}
      {form && (
        <p>
          {standing ? (
            <>
              <span className="badge good">
                {t(ret.standing)} {standing.revision}
              </span>{' '}
              {t(ret.received)} {instantText(standing.receivedAt)}{' '}
              {standing.late && <span className="badge warn">{t(ret.late)}</span>}{' '}
              <span className="hash">{standing.digest.slice(0, 'sha256:'.length + 12)}…</span>
            </>
          ) : (
            <span className="badge">{t(ret.nothing)}</span>
          )}
        </p>
      )}
    </>
  );
}

/** Its code, and its name once that is there. */
function FormOption({ code, period }: { code: string; period: string }) {
  const { t } = useLanguage();
  const { data } = useAsk('Form', { code, period });
  const form = data?.data.returnForm;
  return (
    <option value={code}>
      {code} {form?.code === code && t(form.name)}
    </option>
  );
}

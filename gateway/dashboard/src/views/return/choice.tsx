import { instantText, monthsBefore, periodName } from '../../figures/format.ts';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { shell } from '../../words/shell.ts';
import type { Form, Submission } from './draft.ts';

/** Months that may be reported before the whole province has. */
const AHEAD = 3;
const MONTHS = 24;

interface ChoiceProps {
  form: Form;
  code: string;
  forms: readonly string[];
  period: string;
  latest: string;
  standing: Submission | undefined;
  onChoose: (form: string, period: string) => void;
}

/** Which return it is about, and what stands of it. */
export function Choice({ form, code, forms, period, latest, standing, onChoose }: ChoiceProps) {
  const { t } = useLanguage();
  const codes = forms.includes(code) ? forms : [code, ...forms];
  const offered = periodsOf(form.frequency, latest);
  const periods = offered.includes(period) ? offered : [period, ...offered];
  return (
    <>
      <form className="clocks" onSubmit={(event) => event.preventDefault()}>
        <label>
          {t(ret.form)}
          <select value={code} onChange={({ target }) => onChoose(target.value, period)}>
            {codes.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t(shell.period)}
          <select value={period} onChange={({ target }) => onChoose(code, target.value)}>
            {periods.map((one) => (
              <option key={one} value={one}>
                {t(periodName(one))}
              </option>
            ))}
          </select>
        </label>
        <p>
          <strong>{t(form.name)}</strong>{' '}
          <span className="note">
            {form.code} v{form.version}
          </span>
        </p>
      </form>
      {forms.length === 0 && <p className="note">{t(ret.noForm)}</p>}
      <p>
        {standing ? (
          <>
            <span className="badge good">
              {t(ret.standing)} {standing.revision}
            </span>{' '}
            {t(ret.received)} {instantText(standing.receivedAt)}
            {standing.late && <span className="badge warn"> {t(ret.late)}</span>}{' '}
            <span className="hash">{standing.digest.slice(0, 'sha256:'.length + 12)}…</span>
          </>
        ) : (
          <span className="badge">{t(ret.nothing)}</span>
        )}
      </p>
    </>
  );
}

/** Latest first; of a quarterly form, quarters. */
function periodsOf(frequency: string, latest: string): string[] {
  const [year = 0, month = 1] = latest.split('-').map(Number);
  const at = year * 12 + month - 1 + AHEAD;
  const last = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  const months = monthsBefore(last, MONTHS + AHEAD).toReversed();
  if (frequency !== 'Q') return months;
  const quarterOf = (one: string) => `${one.slice(0, 4)}-Q${Math.ceil(Number(one.slice(5)) / 3)}`;
  return [...new Set(months.map(quarterOf))];
}

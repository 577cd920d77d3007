import { useAsk } from '../../data/use-ask.ts';
import { useLatest } from '../../data/use-latest.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Clocks } from '../../shell/clocks.tsx';
import { FormChoice, periodOf, useForm } from '../../shell/form-choice.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { refusals } from '../../words/refusals.ts';
import { shell } from '../../words/shell.ts';
import { Corrections } from './corrections.tsx';
import { Refused } from './refused.tsx';
import './refusals.css';

/** 更正与退回: which returns of a period were filed again, cell by cell, and which were refused, with every reason. */
export default function Refusals() {
  const { address } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest();
  const form = useForm();
  const period = periodOf(form, address.period || latest || '');
  const layout = useAsk('Form', { code: form, period }, { enabled: latest !== undefined });
  if (!latest) return <p className="loading">{t(shell.loading)}</p>;
  // Rows and columns go by their codes where the form was not in force.
  const names = layout.data?.data.returnForm ?? undefined;
  return (
    <>
      <h1>{t(refusals.title)}</h1>
      <p className="note">{t(refusals.hint)}</p>
      <Clocks latest={periodOf(form, latest)} form={form} period={period} with={{ unit: false }}>
        <FormChoice form={form} period={period} />
      </Clocks>
      <Boundary>
        <Corrections form={form} period={period} layout={names} />
      </Boundary>
      <Boundary>
        <Refused form={form} period={period} layout={names} />
      </Boundary>
    </>
  );
}

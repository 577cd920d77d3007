import { dayOf } from '@qianfan/schema/kernel/instant';
import { type ReactNode, useState } from 'react';
import { BASES, UNITS, useAddress } from '../state/address.ts';
import { useLive } from '../data/live.ts';
import { useCalendar } from '../data/use-calendar.ts';
import { instantText, periodName, UNIT_NAMES } from '../figures/format.ts';
import { useLanguage } from '../state/taste.ts';
import { useTitle } from '../state/title.ts';
import { populationName, SWITCHED } from '../figures/populations.ts';
import { shell } from '../words/shell.ts';
import { Opener } from './opener.tsx';

interface ClocksProps {
  /** Looked at unless the reader says otherwise. */
  latest: string;
  /** Whose periods there are to choose from. */
  form?: string;
  /** What the view makes of the period that the address says. */
  period?: string;
  with: { asOf?: boolean; population?: boolean; basis?: boolean; unit?: boolean };
  children?: ReactNode;
}

/** The form that all of the province's months are read from. */
const MONTHLY = 'TF01';

/** What the whole view is about: the two clocks, period and knowledge; and how it is counted and shown. */
export function Clocks({ latest, form = MONTHLY, with: offered, children, ...props }: ClocksProps) {
  const { address, change } = useAddress();
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const period = props.period ?? (address.period || latest);
  useTitle('about', t(periodName(period)));
  const calendar = useCalendar(form)?.map((one) => one.period) ?? [];
  const periods = calendar.includes(period) ? calendar : [period, ...calendar];
  return (
    <>
      <Told period={period} with={offered} className="paper" />
      <div className="clocks-fold">
        <Opener isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
          <Told period={period} with={offered} />
        </Opener>
      </div>
      <form
        className={isOpen ? 'clocks open' : 'clocks'}
        onSubmit={(event) => event.preventDefault()}
      >
        <label>
          {t(shell.period)}
          <select
            value={period}
            onChange={({ target }) =>
              change({ period: target.value === latest ? '' : target.value })
            }
          >
            {periods.map((one) => (
              <option key={one} value={one}>
                {t(periodName(one))}
              </option>
            ))}
          </select>
        </label>
        {offered.asOf !== false && (
          <label title={t(shell.asOfHint)}>
            {t(address.asOf ? shell.asOf : shell.asOfNow)}
            <input
              type="date"
              max={dayOf(Date.now() * 1000)}
              value={address.asOf.slice(0, 10)}
              onChange={({ target }) => change({ asOf: target.value })}
            />
          </label>
        )}
        {offered.population && (
          <label>
            {t(shell.population)}
            <select
              value={address.population}
              onChange={({ target }) => change({ population: target.value })}
            >
              {SWITCHED.map((code) => (
                <option key={code} value={code}>
                  {t(populationName(code))}
                </option>
              ))}
            </select>
          </label>
        )}
        {offered.basis && (
          <label>
            {t(shell.basis)}
            <select
              value={address.basis}
              onChange={({ target }) => change({ basis: target.value as (typeof BASES)[number] })}
            >
              {BASES.map((basis) => (
                <option key={basis} value={basis}>
                  {t(shell[basis])}
                </option>
              ))}
            </select>
          </label>
        )}
        {offered.unit !== false && (
          <fieldset className="segments">
            <legend className="unseen">{t(shell.unit)}</legend>
            {UNITS.map((unit) => (
              <label key={unit}>
                <input
                  type="radio"
                  name="unit"
                  checked={address.unit === unit}
                  onChange={() => change({ unit })}
                />
                <span>{t(UNIT_NAMES[unit])}</span>
              </label>
            ))}
          </fieldset>
        )}
        {children}
      </form>
    </>
  );
}

/** The same choices in a line: on paper, where nothing can be chosen any more, and on a phone, until they are unfolded. */
function Told({
  period,
  with: offered,
  className,
}: Pick<ClocksProps, 'with'> & { period: string; className?: string }) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const { cut } = useLive();
  const known = address.asOf ? address.asOf.slice(0, 10) : cut && instantText(cut);
  const choices = [
    t(periodName(period)),
    ...(offered.asOf === false ? [] : [`${t(address.asOf ? shell.asOf : shell.asOfNow)} ${known}`]),
    ...(offered.population ? [t(populationName(address.population))] : []),
    ...(offered.basis ? [t(shell[address.basis])] : []),
    ...(offered.unit === false ? [] : [t(UNIT_NAMES[address.unit])]),
  ];
  return <span className={className}>{choices.join(' · ')}</span>;
}

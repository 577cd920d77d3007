import type { ReactNode } from 'react';
import { BASES, UNITS, useAddress } from '../state/address.ts';
import { useLive } from '../data/live.ts';
import { instantText, monthsBefore, periodName, UNIT_NAMES } from '../figures/format.ts';
import { useLanguage } from '../state/taste.ts';
import { useTitle } from '../state/title.ts';
import { populationName, SWITCHED } from '../figures/populations.ts';
import { shell } from '../words/shell.ts';

interface ClocksProps {
  /** The latest period that was reported. */
  latest: string;
  with: { asOf?: boolean; population?: boolean; basis?: boolean; unit?: boolean };
  children?: ReactNode;
}

const MONTHS = 24;

/** What the whole view is about: the two clocks, period and knowledge; and how it is counted and shown. */
export function Clocks({ latest, with: offered, children }: ClocksProps) {
  const { address, change } = useAddress();
  const { t } = useLanguage();
  useTitle('about', t(periodName(address.period || latest)));
  const months = monthsBefore(latest, MONTHS).toReversed();
  const periods =
    address.period && !months.includes(address.period) ? [address.period, ...months] : months;
  return (
    <>
      <OnPaper period={address.period || latest} with={offered} />
      <form className="clocks" onSubmit={(event) => event.preventDefault()}>
        <label>
          {t(shell.period)}
          <select
            value={address.period || latest}
            onChange={({ target }) =>
              change({ period: target.value === latest ? '' : target.value })
            }
          >
            {periods.map((period) => (
              <option key={period} value={period}>
                {t(periodName(period))}
              </option>
            ))}
          </select>
        </label>
        {offered.asOf !== false && (
          <label title={t(shell.asOfHint)}>
            {t(address.asOf ? shell.asOf : shell.asOfNow)}
            <input
              type="date"
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

/** The same choices where nothing can be chosen any more. */
function OnPaper({ period, with: offered }: { period: string; with: ClocksProps['with'] }) {
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
  return <p className="paper">{choices.join(' · ')}</p>;
}

import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { useSession } from '../../data/session.ts';
import { useLatest } from '../../data/use-latest.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Clocks } from '../../shell/clocks.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { ranking } from '../../words/ranking.ts';
import { shell } from '../../words/shell.ts';
import { periodOf } from '../overview/figures.ts';
import { Cities } from './cities.tsx';
import { Coverage } from './coverage.tsx';
import { League } from './league.tsx';
import { isOfInsurers, RANKED } from './metrics.ts';
import './ranking.css';

/** 排名与覆盖: institutions of a peer group beside each other; the cities by growth, and by coverage of the list. */
export default function Ranking() {
  const { address, search, setSearch } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest();
  const role = useSession().data?.principal?.role;
  // Banks are ranked by loans, insurers by covers; the office looks at both.
  const offered = RANKED.filter((one) => role !== (isOfInsurers(one) ? 'BANK' : 'INSURER'));
  const code = search.get('metric');
  const metric = offered.find((one) => one.code === code) ?? offered[0]!;
  const chosen = <Choice extends string>(name: string, choices: readonly Choice[]): Choice =>
    choices.find((choice) => choice === search.get(name)) ?? choices[0]!;
  const group = chosen('group', metric.groups);
  const by = chosen('by', metric.kinds);
  if (!latest) return <p className="loading">{t(shell.loading)}</p>;
  const period = address.period || latest;

  const choice = (name: 'metric' | 'group' | 'by', value: string, choices: [string, string][]) => (
    <label>
      {t(ranking[name])}
      <select
        value={value}
        onChange={({ target }) =>
          setSearch((before) => {
            const after = new URLSearchParams(before);
            after.set(name, target.value);
            return after;
          })
        }
      >
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <h1>{t(ranking.title)}</h1>
      <Clocks
        latest={latest}
        with={{ population: metric.ofPopulation, basis: metric.basis === 'CHOSEN', unit: true }}
      >
        {choice(
          'metric',
          metric.code,
          offered.map((one) => [one.code, t(one.name)]),
        )}
        {choice(
          'group',
          group,
          metric.groups.map((one) => [one, t(nameOfCode('peerGroup', one))]),
        )}
        {choice(
          'by',
          by,
          metric.kinds.map((one) => [one, t(ranking[one])]),
        )}
      </Clocks>
      <div className={role === 'REGULATOR' || role === 'AUDITOR' ? 'columns' : 'stack'}>
        <Boundary>
          <League metric={metric} period={periodOf(metric, period)} group={group} by={by} />
        </Boundary>
        {metric.ofPopulation && (
          // Beside a long table one below the other; below a single row beside each other.
          <div className={role === 'BANK' ? 'columns' : 'stack'}>
            <Boundary>
              <Cities period={period} />
            </Boundary>
            <Boundary>
              <Coverage period={period} />
            </Boundary>
          </div>
        )}
      </div>
    </>
  );
}

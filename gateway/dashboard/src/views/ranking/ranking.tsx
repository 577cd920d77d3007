import { useLatest } from '../../data/use-latest.ts';
import { populationName } from '../../figures/names.ts';
import { Clocks } from '../../shell/clocks.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { ranking } from '../../words/ranking.ts';
import { shell } from '../../words/shell.ts';
import { Cities } from './cities.tsx';
import { League } from './league.tsx';

export const METRICS = ['LN_BAL', 'LN_BRW', 'R_NPL', 'R_UNSEC', 'R_MLT'] as const;
const GROUPS = ['_T', 'NATIONAL', 'JOINT_STOCK', 'CITY', 'RURAL', 'VILLAGE'] as const;
const AMOUNTS = ['LEVEL', 'YOY', 'YTD'] as const;
const RATIOS = ['LEVEL', 'PP_YOY', 'PP_YTD'] as const;

/** 排名: institutions of a peer group beside each other, and the cities by growth. */
export default function Ranking() {
  const { address, search, setSearch } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest();
  const chosen = <Names extends readonly string[]>(name: string, choices: Names): Names[number] => {
    const value = search.get(name) ?? '';
    return choices.includes(value) ? value : choices[0]!;
  };
  const metric = chosen('metric', METRICS);
  const group = chosen('group', GROUPS);
  const kinds = metric.startsWith('R_') ? RATIOS : AMOUNTS;
  const by = chosen('by', kinds);
  const choose = (name: string, value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      return after;
    });
  if (!latest) return <p className="loading">{t(shell.loading)}</p>;
  const period = address.period || latest;
  const choice = (
    name: string,
    label: string,
    value: string,
    choices: readonly string[],
    textOf: (code: string) => string,
  ) => (
    <label>
      {label}
      <select value={value} onChange={({ target }) => choose(name, target.value)}>
        {choices.map((code) => (
          <option key={code} value={code}>
            {textOf(code)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <h1>
        {t(ranking.title)} · {t(populationName(address.population))}
      </h1>
      <Clocks latest={latest} with={{ population: true, unit: true }}>
        {choice('metric', t(ranking.metric), metric, METRICS, (code) =>
          t(METRIC_NAMES[code as (typeof METRICS)[number]]),
        )}
        {choice('group', t(ranking.peers), group, GROUPS, (code) =>
          t(ranking[code as (typeof GROUPS)[number]]),
        )}
        {choice('by', t(ranking.by), by, kinds, (code) => t(ranking[code as 'LEVEL']))}
      </Clocks>
      <div className="columns">
        <League metric={metric} period={period} group={group} by={by} />
        <Cities period={period} />
      </div>
    </>
  );
}

const METRIC_NAMES: Record<(typeof METRICS)[number], { zh: string; en: string }> = {
  LN_BAL: { zh: '贷款余额', en: 'Loans outstanding' },
  LN_BRW: { zh: '存量贷款户数', en: 'Borrowers' },
  R_NPL: { zh: '不良贷款率', en: 'NPL ratio' },
  R_UNSEC: { zh: '信用贷款占比', en: 'Share of unsecured' },
  R_MLT: { zh: '中长期贷款占比', en: 'Share of medium and long term' },
};

import { useLatest } from '../../data/use-latest.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Clocks } from '../../shell/clocks.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { overview } from '../../words/overview.ts';
import { shell } from '../../words/shell.ts';
import { Cards } from './cards.tsx';
import { Cities } from './cities.tsx';
import { Composition } from './composition.tsx';
import { Trend } from './trend.tsx';

/** 总览: how the province stands. */
export default function Overview() {
  const { address } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest();
  if (!latest) return <p className="loading">{t(shell.loading)}</p>;
  const period = address.period || latest;
  return (
    <>
      <h1 className="unseen">{t(overview.heading)}</h1>
      <Clocks latest={latest} with={{ population: true, basis: true, unit: true }} />
      <Boundary>
        <Cards period={period} />
      </Boundary>
      <Boundary>
        <Cities period={period} />
      </Boundary>
      <div className="columns">
        <Boundary>
          <Trend period={period} />
        </Boundary>
        <Boundary>
          <Composition period={period} />
        </Boundary>
      </div>
      <p className="note">
        {t(overview.source)} {t(overview.others)}
      </p>
    </>
  );
}

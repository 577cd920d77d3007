import { listName } from '@qianfan/schema/codelists/populations';
import type { CardsQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { Change, Figure } from '../../figures/figure.tsx';
import { monthsBefore, periodName, plain, shown } from '../../figures/format.ts';
import { Sparkline } from '../../figures/sparkline.tsx';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { overview } from '../../words/overview.ts';
import { populationName } from '../../figures/populations.ts';
import { cardsFor, figureOf } from './figures.ts';

const SPARK_MONTHS = 13;

type Observed = NonNullable<CardsQuery['amounts']>[number];

/** The headline figures, each with how it moved and where it came from. */
export function Cards({ period }: { period: string }) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const cards = cardsFor(address);
  const of = (unit: 'AMOUNT' | 'RATIO') => cards.filter((card) => card.unit === unit);
  const months = monthsBefore(period, SPARK_MONTHS);
  const asked = useAsk('Cards', {
    amounts: of('AMOUNT').map((card) => figureOf(card, address, period)),
    ratios: of('RATIO').map((card) => figureOf(card, address, period)),
  });
  const courses = useAsk('Points', {
    figures: cards.flatMap((card) => months.map((month) => figureOf(card, address, month))),
  });
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const { amounts = [], ratios = [] } = asked.data?.data ?? {};
  const points = courses.data?.data.observations ?? [];

  return (
    <div className="cards headlines" aria-busy={asked.isPending}>
      {cards.map((card, n) => {
        const list = (card.unit === 'AMOUNT' ? amounts : ratios) ?? [];
        const observed = list[of(card.unit).indexOf(card)];
        const own = points.slice(n * SPARK_MONTHS, (n + 1) * SPARK_MONTHS);
        return (
          <article key={card.metric} className="card">
            <h2>
              {card.ofPopulation && address.population !== '_T' && (
                <span>{t(populationName(address.population))} · </span>
              )}
              {t(card.name)}
            </h2>
            {observed && (
              <>
                <Figure figure={observed} withUnit />
                <Moves observed={observed} />
                <Sparkline
                  label={`${t(card.name)} ${t(overview.trend)}`}
                  values={own.map(({ value, unit }) =>
                    value === null ? null : plain(shown(value, unit, address.unit)),
                  )}
                />
                <p className="note">
                  {t(periodName(observed.period))}
                  {observed.received !== null &&
                    observed.expected !== null &&
                    ` · ${t(overview.incomplete)} ${observed.received}/${observed.expected}`}
                  {observed.listVersion && ` · ${t(listName(observed.listVersion))}`}
                  {observed.flags.includes('b') && ` · ⚠ ${t(overview.flag)}`}
                </p>
              </>
            )}
          </article>
        );
      })}
    </div>
  );
}

function Moves({ observed }: { observed: Observed }) {
  const { t } = useLanguage();
  const kinds = ['yoy', 'ytd', 'mom'] as const;
  return (
    <dl>
      {kinds.map((kind) => {
        const move = observed[kind];
        if (!move) return null;
        return (
          <div key={kind} className="move">
            <dt>{t(overview[kind])}</dt>
            <dd>
              <Change value={move.value} status={move.status} unit={observed.unit} />
              {move.flag === 'b' && <span title={t(overview.flag)}> ⚠</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

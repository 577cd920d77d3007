import { listName } from '@qianfan/schema/codelists/populations';
import type { CardsQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { Change, Figure } from '../../figures/figure.tsx';
import { monthsBefore, periodName, plain, shown } from '../../figures/format.ts';
import { Sparkline } from '../../figures/sparkline.tsx';
import type { Moved } from '../../figures/told.ts';
import { populationName } from '../../figures/populations.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { overview } from '../../words/overview.ts';
import { type Headline, HeadlineSheet } from './headline-sheet.tsx';
import { type Card, cardsFor, courseOf, figureOf } from './figures.ts';

const SPARK_MONTHS = 13;

type Amount = NonNullable<CardsQuery['amounts']>[number];
type Observed = Amount | NonNullable<CardsQuery['flows']>[number];

const KINDS = ['yoy', 'ytd', 'mom'] as const;
/** Of a flow, the growth on the year alone is asked for. */
const moveOf = (observed: Observed, kind: (typeof KINDS)[number]): Moved | null =>
  (kind in observed ? (observed as Amount)[kind] : null) ?? null;

/** The headline figures, each with how it moved and where it came from. */
export function Cards({ period }: { period: string }) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const cards = cardsFor(address);
  const of = (kind: Card['kind']) => cards.filter((card) => card.kind === kind);
  const figuresOf = (kind: Card['kind']) => of(kind).map((card) => figureOf(card, address, period));
  const months = monthsBefore(period, SPARK_MONTHS);
  const asked = useAsk('Cards', {
    amounts: figuresOf('AMOUNT'),
    ratios: figuresOf('RATIO'),
    flows: figuresOf('FLOW'),
  });
  const courses = cards.map((card) =>
    courseOf(card, months).map((at) => ({ ...figureOf(card, address, at), period: at })),
  );
  const points = useAsk('Points', { figures: courses.flat() }).data?.data.observations ?? [];
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const { amounts, ratios, flows } = asked.data?.data ?? {};
  const answers = { AMOUNT: amounts, RATIO: ratios, FLOW: flows };
  // Of a flow the name says within what.
  const nameOf = (card: Card, observed: Observed) =>
    card.kind === 'FLOW' && observed.label
      ? t(observed.label)
      : card.ofPopulation && address.population !== '_T'
        ? `${t(populationName(address.population))} · ${t(card.name)}`
        : t(card.name);
  const headlines = cards.flatMap((card): (Headline & { card: Card })[] => {
    const observed: Observed | undefined = answers[card.kind]?.[of(card.kind).indexOf(card)];
    if (!observed) return [];
    const [yoy, ytd, mom] = KINDS.map((kind) => moveOf(observed, kind));
    return [{ card, name: nameOf(card, observed), observed, yoy: yoy!, ytd: ytd!, mom: mom! }];
  });

  return (
    <div className="cards headlines" aria-busy={asked.isPending}>
      <HeadlineSheet headlines={headlines} period={period} cut={asked.data?.cut ?? ''} />
      {cards.map((card, n) => {
        const headline = headlines.find((one) => one.card === card);
        const from = courses.slice(0, n).flat().length;
        const own = points.slice(from, from + courses[n]!.length);
        return (
          <article key={card.metric} className="card">
            <h2>
              {card.ofPopulation && address.population !== '_T' && (
                <span>{t(populationName(address.population))} · </span>
              )}
              {card.kind === 'FLOW' && headline ? headline.name : t(card.name)}
            </h2>
            {headline && (
              <>
                <p>
                  <Figure figure={headline.observed} withUnit />
                </p>
                <Moves headline={headline} />
                <Sparkline
                  label={`${t(card.name)} ${t(overview.trend)}`}
                  values={own.map(({ value, unit }) =>
                    value === null ? null : plain(shown(value, unit, address.unit)),
                  )}
                />
                <p className="note">
                  {t(periodName(headline.observed.period))}
                  {headline.observed.listVersion &&
                    ` · ${t(listName(headline.observed.listVersion))}`}
                </p>
              </>
            )}
          </article>
        );
      })}
    </div>
  );
}

function Moves({ headline }: { headline: Headline }) {
  const { t } = useLanguage();
  return (
    <dl>
      {KINDS.map((kind) => {
        const move = headline[kind];
        if (!move) return null;
        return (
          <div key={kind} className="move">
            <dt>{t(overview[kind])}</dt>
            <dd>
              <Change move={move} unit={headline.observed.unit} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

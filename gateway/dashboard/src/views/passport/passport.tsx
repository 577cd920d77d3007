import { useParams } from 'wouter';
import { TRANSFORMS, transformOf } from '../../figures/names.ts';
import { populationName } from '../../figures/populations.ts';
import { periodName, shown, unitName } from '../../figures/format.ts';
import { STATUS } from '../../figures/status.ts';
import { useRegionTexts } from '../../data/use-names.ts';
import { usePages } from '../../data/use-pages.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useTitle } from '../../state/title.ts';
import { passport } from '../../words/passport.ts';
import { shell } from '../../words/shell.ts';
import type { Language, Text } from '../../words/text.ts';
import { About } from './about.tsx';
import { Facts } from './facts.tsx';
import type { Passported } from './input.ts';
import { Moves } from './moves.tsx';
import './passport.css';

/** Enough for what is seen first. */
const FACTS = 200;

const asIs = (code: string): Text => ({ zh: code, en: code });

/** What a tab says of it. */
const titleOf = ({ definition, period, institution, metric }: Passported): Text[] => [
  definition?.name ?? asIs(metric),
  periodName(period),
  ...(institution ? [institution.name] : []),
];

/** 数字护照: one figure, what it means, and what it is made of. */
export default function Passport() {
  const { id } = useParams<{ id: string }>();
  const figureId = decodeURIComponent(id);
  const { address } = useAddress();
  const { t, language } = useLanguage();
  const cities = useRegionTexts('CITY');
  const counties = useRegionTexts('COUNTY');
  const asked = usePages('Passport', { id: figureId }, (data) => data.figure?.lineage, {
    first: FACTS,
  });
  const figure = asked.data?.figure;
  useTitle('about', figure ? titleOf(figure).map(t).join(' · ') : '');
  if (asked.error) return <Failure error={asked.error} again={asked.again} />;
  if (asked.isPending) return <p className="loading">{t(shell.loading)}</p>;
  if (!figure) {
    return (
      <section className="panel">
        <h1>{t(passport.noFigure)}</h1>
        <p className="hash">{figureId}</p>
      </section>
    );
  }

  const transform = TRANSFORMS[transformOf(figureId)];
  const where =
    figure.area === '36'
      ? passport.province
      : (cities.get(figure.area) ?? counties.get(figure.area) ?? asIs(figure.area));
  const who = figure.institution ? figure.institution.name : where;
  const nameIn = (language: Language): string =>
    [
      figure.population === '_T' ? '' : populationName(figure.population)[language],
      figure.definition ? figure.definition.name[language] : figure.metric,
      transform ? transform[language] : '',
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <>
      <section className="panel passport-head">
        <div>
          <p className="note">
            {t(who)} · {t(periodName(figure.period))} · {t(passport.title)}
          </p>
          <h1>{nameIn(language)}</h1>
          <p className="passport-value">
            {figure.value === null ? (
              <span className="no-value">{t(STATUS[figure.status])}</span>
            ) : (
              <>
                <span className="number">{shown(figure.value, figure.unit, address.unit)}</span>{' '}
                <span className="unit">{t(unitName(figure.unit, address.unit))}</span>
              </>
            )}
          </p>
          {figure.issue && (
            <p className="note">
              {t(figure.issue.message)} {figure.issue.fix && t(figure.issue.fix)}
            </p>
          )}
        </div>
        {transformOf(figureId) === 'LEVEL' && (
          <Boundary>
            <Moves figure={figure} name={nameIn('zh')} where={who.zh} />
          </Boundary>
        )}
      </section>
      <Boundary>
        <About figure={figure} where={t(where)} cut={asked.cut} />
      </Boundary>
      <Boundary>
        <Facts figureId={figureId} figure={figure} facts={asked} cut={asked.cut} />
      </Boundary>
    </>
  );
}

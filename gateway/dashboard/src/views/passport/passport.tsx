import { useParams } from 'wouter';
import { TRANSFORMS, transformOf } from '../../figures/names.ts';
import { populationName } from '../../figures/populations.ts';
import { periodName, shown, unitName } from '../../figures/format.ts';
import { STATUS } from '../../figures/status.ts';
import { useRegions } from '../../data/use-names.ts';
import { usePages } from '../../data/use-pages.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { passport } from '../../words/passport.ts';
import { shell } from '../../words/shell.ts';
import { About } from './about.tsx';
import { Facts } from './facts.tsx';
import { Moves } from './moves.tsx';
import './passport.css';

/** Enough for what is seen first. */
const FACTS = 200;

/** 数字护照: one figure, what it means, and what it is made of. */
export default function Passport() {
  const { id } = useParams<{ id: string }>();
  const figureId = decodeURIComponent(id);
  const { address } = useAddress();
  const { t } = useLanguage();
  const cities = useRegions('CITY');
  const counties = useRegions('COUNTY');
  const asked = usePages('Passport', { id: figureId }, (data) => data.figure?.lineage, {
    first: FACTS,
  });
  if (asked.error) return <Failure error={asked.error} again={asked.again} />;
  const figure = asked.data?.figure;
  if (!figure) return <p className="loading">{t(shell.loading)}</p>;

  const transform = TRANSFORMS[transformOf(figureId)];
  const where =
    figure.area === '36'
      ? t(passport.province)
      : (cities.get(figure.area) ?? counties.get(figure.area) ?? figure.area);
  const who = figure.institution ? t(figure.institution.name) : where;
  const name = [
    figure.population === '_T' ? '' : t(populationName(figure.population)),
    figure.definition ? t(figure.definition.name) : figure.metric,
    transform ? t(transform) : '',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      <section className="panel passport-head">
        <div>
          <p className="note">
            {who} · {t(periodName(figure.period))} · {t(passport.title)}
          </p>
          <h1>{name}</h1>
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
        {transformOf(figureId) === 'LEVEL' && <Moves figure={figure} name={name} where={who} />}
      </section>
      <About figure={figure} where={where} cut={asked.cut} />
      <Facts figureId={figureId} figure={figure} facts={asked} cut={asked.cut} />
    </>
  );
}

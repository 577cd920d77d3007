import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { listName } from '@qianfan/schema/codelists/populations';
import { useParams } from 'wouter';
import { TRANSFORMS, transformOf } from '../../figures/names.ts';
import { populationName } from '../../figures/populations.ts';
import { periodName, shown, unitName } from '../../figures/format.ts';
import { Marks } from '../../figures/figure.tsx';
import { remarksOn } from '../../figures/told.ts';
import { STATUS } from '../../figures/status.ts';
import { useRegionTexts } from '../../data/use-names.ts';
import { usePages } from '../../data/use-pages.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Failure } from '../../shell/failure.tsx';
import { type Unit, useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import type { Line } from '../../tables/about.ts';
import { useTitle } from '../../state/title.ts';
import { loadedOf } from '../../tables/more.tsx';
import { passport } from '../../words/passport.ts';
import { shell } from '../../words/shell.ts';
import { tables } from '../../words/tables.ts';
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
  const population =
    figure.population === '_T' ? { zh: '', en: '' } : populationName(figure.population);
  const label = figure.label ?? asIs(figure.metric);
  // As a sentence runs: no gap in Chinese.
  const subject = { zh: population.zh + label.zh, en: `${population.en} ${label.en}`.trim() };
  const nameIn = (language: Language): string =>
    [
      figure.population === '_T' ? '' : populationName(figure.population)[language],
      figure.label ? figure.label[language] : figure.metric,
      transform ? transform[language] : '',
    ]
      .filter(Boolean)
      .join(' ');
  const shownValue = shownWith(figure, address.unit, t);
  const title = [t(who), nameIn(language), t(periodName(figure.period))].join(' · ');
  const remarks = remarksOn(figure, address.unit).map(t).join('；');
  const about: Line[] = [
    [nameIn(language), shownValue],
    ...(remarks ? [[t(tables.remark), remarks] as const] : []),
    ...(figure.definition
      ? [[t(passport.definition), t(figure.definition.description)] as const]
      : []),
    ...(figure.listVersion ? [[t(passport.list), t(listName(figure.listVersion))] as const] : []),
    [t(passport.area), t(where)],
    [t(passport.basis), t(nameOfCode('basis', figure.basis))],
    [t(shell.period), t(periodName(figure.period))],
    [t(passport.id), figureId],
    ...loadedOf(asked, t),
  ];
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
                <span className="unit">
                  {t(figure.counted ?? unitName(figure.unit, address.unit))}
                </span>{' '}
                <Marks figure={figure} />
              </>
            )}
          </p>
          {figure.issue && (
            <p className="note">
              {t(figure.issue.message)} {figure.issue.fix && t(figure.issue.fix)}
            </p>
          )}
        </div>
        <Boundary>
          <Moves figure={figure} transform={transformOf(figureId)} subject={subject} where={who} />
        </Boundary>
      </section>
      <Boundary>
        <About figure={figure} where={t(where)} cut={asked.cut} />
      </Boundary>
      <Boundary>
        <Facts
          figureId={figureId}
          figure={figure}
          title={title}
          about={about}
          facts={asked}
          cut={asked.cut}
        />
      </Boundary>
    </>
  );
}

/** `2,864.50 亿元`, or why there is none. */
function shownWith(figure: Passported, chosen: Unit, t: (text: Text) => string): string {
  const { value, status, unit, counted } = figure;
  if (value === null) return t(STATUS[status]);
  return `${shown(value, unit, chosen)} ${t(counted ?? unitName(unit, chosen))}`.trim();
}

import { unless } from '@qianfan/schema/deciding/decision';
import { areaIssues, organisationIssues } from '@qianfan/schema/deciding/issues';
import type { StatementPublished } from '@qianfan/schema/facts/regulators';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { areaOf } from '@qianfan/schema/codelists/areas';
import { type ErrorCode, issueOf } from '@qianfan/schema/errors/catalogue';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { RegisterView } from '../register-view.ts';
import { ALL, type Figure, figureOf, type FigureQuery } from '../metrics/figure.ts';
import { FigureError } from '../metrics/refusal.ts';
import type { Transform } from '../metrics/transform.ts';
import { metricIssues, populationIssues } from '../references.ts';

type Spoken = Pick<StatementPublished, 'figure' | 'period'>;

/**
 * Whether there is a figure of which a statement can speak. A metric that nobody can measure yet is defined without a
 * basis (F108), so that a claim about it still names something. Which products and programmes there are, banks and
 * programmes know and not the register: such a code stands as it was said, and the statement shows no figure's id
 * until a contract, a form or a programme has it.
 */
export function figureIssues(
  reference: RegisterView,
  { figure, period }: Spoken,
): { wrong: Issue[]; missing: Issue[] } {
  const [definition] = reference.metricVersions(figure.metric);
  const asked = parsed({ ...figure, period } as FigureQuery, definition?.agency ?? '');
  if ('issue' in asked) return { wrong: [asked.issue], missing: [] };
  const { series, transform } = asked.figure;
  const missing = [
    ...metricIssues(reference, series.metric, '/figure/metric'),
    ...populationIssues(reference, series.population, '/figure/population'),
    ...(series.reporter === TOTAL
      ? []
      : organisationIssues(reference, series.reporter, '/figure/reporter')),
    ...comparedIssues(reference, transform),
  ];
  return {
    wrong: [
      ...areaIssues(series.area, '/figure/area'),
      ...(definition ? unitIssues(definition.unit, series.metric, transform) : []),
    ],
    missing,
  };
}

const PATH = '/figure/transform';

function parsed(query: FigureQuery, agency: string): { figure: Figure } | { issue: Issue } {
  try {
    return { figure: figureOf(query, { agency, basis: 'RETURN' }) };
  } catch (error) {
    if (!(error instanceof FigureError)) throw error;
    const { code, parameters } = error;
    const path = query.product?.includes('.') ? '/figure' : PATH;
    return { issue: issueOf(code as ErrorCode, parameters[0] as never, { path }) };
  }
}

/** What a transform compares with: peers, a whole, or another population. */
function comparedIssues(reference: RegisterView, transform: Transform): Issue[] {
  if (transform.kind === 'RANK') {
    const { among: code } = transform;
    const isGroup = reference.peerGroup(code) || reference.organisation(code) !== undefined;
    return unless(code === TOTAL || isGroup, () =>
      issueOf('UNKNOWN_PEER_GROUP', { code, known: TOTAL }, { path: PATH, found: code }),
    );
  }
  if (transform.kind === 'COUNT') {
    const { than } = transform;
    return /^-?\d/.test(than) ? [] : populationIssues(reference, than, PATH);
  }
  if (transform.kind !== 'SHARE') return [];
  const { of: code } = transform;
  const isWhole =
    [TOTAL, ALL].includes(code) ||
    areaOf(code) !== undefined ||
    reference.organisation(code) !== undefined ||
    populationIssues(reference, code, PATH).length === 0;
  return unless(isWhole, () => issueOf('UNKNOWN_WHOLE', { code }, { path: PATH, found: code }));
}

/** Growth is of amounts and numbers, points are of ratios, and a share of a ratio is nothing. */
function unitIssues(unit: string, metric: string, { kind }: Transform): Issue[] {
  const code =
    kind === 'POINTS' && unit !== 'RATIO'
      ? 'POINTS_OF_AMOUNT'
      : unit !== 'RATIO'
        ? undefined
        : (
            {
              GROWTH: 'GROWTH_OF_RATIO',
              SPLIT: 'GROWTH_OF_RATIO',
              SHARE: 'AVERAGE_OF_AVERAGES',
            } as const
          )[kind as 'GROWTH'];
  return code ? [issueOf(code, { metric }, { path: PATH })] : [];
}

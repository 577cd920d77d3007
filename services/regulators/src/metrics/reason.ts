import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { FIGURE_DIMENSIONS, PROVINCE, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { awaitsIssue } from './due.ts';
import { isOfBase, operandsIn } from './made.ts';
import type { Observation } from './observe.ts';

const ALWAYS: readonly string[] = ['metric', 'agency'];

/** Why there is no value and what to ask instead, where asking otherwise helps; null where there is a value. */
export function reasonOf({ figure, status, base, made, lacks, awaits }: Observation): Issue | null {
  const { series, period, transform } = figure;
  if (status === 'REPORTED') return null;
  if (awaits) return awaitsIssue(awaits);
  if (base && base.level.status === 'NOT_PUBLISHED') {
    return issueOf('NOT_PUBLISHED', { period: base.figure.period }, { path: '/base' });
  }
  if (lacks) {
    return issueOf('MISSING_EARLIER', { metric: series.metric, earlier: lacks, period });
  }
  // Where nothing was read for the period itself, it is not the base that is to blame.
  const read = operandsIn(made).some((operand) => !isOfBase(operand));
  const missing = read && (base?.level.status === status || status === 'UNDEFINED');
  if (base && missing) {
    return issueOf('MISSING_BASE', { period: base.figure.period }, { path: '/base' });
  }
  if (status === 'NOT_DERIVABLE') {
    return issueOf('NOT_DERIVABLE', { metric: series.metric, period });
  }
  if (status !== 'NOT_COLLECTED') return null;
  const restricted = FIGURE_DIMENSIONS.filter(
    (name) => !ALWAYS.includes(name) && ![TOTAL, PROVINCE].includes(series[name]),
  ).map((name) => `${name} ${series[name]}`);
  const what = [...restricted, period, ...(transform.kind === 'LEVEL' ? [] : [transform.kind])];
  return issueOf('NOT_COLLECTED', {
    basis: series.basis,
    metric: series.metric,
    what: what.join(', '),
  });
}

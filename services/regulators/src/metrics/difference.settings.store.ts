import type { Query } from '@qianfan/kit/subgraph/context';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import type { Catalogue } from './catalogue.ts';
import type { Shift, ShiftSection } from './difference.store.ts';
import type { LineagePart } from './lineage.store.ts';
import { operandsIn } from './made.ts';
import type { Observation } from './observe.ts';
import type { Term } from './terms.ts';

/** A metric and all that it is made of. */
function metricsBehind(catalogue: Catalogue, code: string, found = new Set<string>()): Set<string> {
  if (found.has(code)) return found;
  found.add(code);
  for (const { numerator, denominator, formula } of catalogue.metrics.get(code) ?? []) {
    const parts = [numerator, denominator, formula?.left.metric, formula?.right.metric];
    for (const part of parts) if (part) metricsBehind(catalogue, part, found);
  }
  return found;
}

const termsOf = ({ made }: Observation): Term[] => operandsIn(made).map(({ term }) => term);

const formsOf = (terms: readonly Term[]): string[] =>
  terms.flatMap((term) => (term.kind === 'CELLS' || term.kind === 'ANNEX' ? term.form : []));

const reportersOf = (terms: readonly Term[]): Set<string> =>
  new Set(terms.flatMap((term) => (term.kind === 'MEMBERS' ? [] : (term.reporters ?? []))));

/**
 * What became known between two instants of how a figure is defined, collected and by whom: versions of its metrics
 * and forms, and of the register for whoever joined or left those that it is summed over (a duty, a group, peers).
 * None of it adds anything by itself: what it did shows in the facts that count anew, or no more.
 */
export function settingShifts(
  query: Query,
  catalogue: Catalogue,
  [before, after]: readonly [Observation, Observation],
  [from, to]: readonly [Instant, Instant],
  visible: readonly string[] | null,
): ShiftSection[] {
  const [then, now] = [termsOf(before), termsOf(after)];
  const { series, period } = after.figure;
  const [had, has] = [reportersOf(then), reportersOf(now)];
  const changed = [...had, ...has]
    .filter((code) => had.has(code) !== has.has(code))
    .filter((code) => visible?.includes(code) ?? true);
  const month = lastMonthOf(period);
  const metrics = [...metricsBehind(catalogue, series.metric)];
  const forms = [...new Set(formsOf([...then, ...now]))];
  const known = 'r.known_from > $1 and r.known_from <= $2';
  const columns = 'r.source, r.partition, r.pos, r.known_from';
  return [
    section(
      query,
      'DEFINITION',
      `select ${columns} from metric_record r
       where ${known} and r.code = any($3::text[]) and r.effective_from <= $5
       union all select ${columns} from form_record r
       where ${known} and r.form = any($4::text[]) and r.effective_from <= $5`,
      [from, to, metrics, forms, month],
    ),
    section(
      query,
      'REPORTERS',
      `select ${columns} from organisation r where ${known} and r.code = any($3::text[])`,
      [from, to, changed],
    ),
  ];
}

function section(
  query: Query,
  part: LineagePart,
  text: string,
  values: readonly unknown[],
): ShiftSection {
  const n = values.length;
  return {
    part,
    scale: 1n,
    unit: 'COUNT',
    read: (after, limit) =>
      query<Shift>(
        `select source, partition::int, pos::float8, known_from::float8 as "knownAt",
           null::text as before, null::text as after, false as "wasThere", true as "isThere"
         from (${text}) f where (partition, pos) > ($${n + 1}::int, $${n + 2}::int8)
         order by partition, pos limit $${n + 3}`,
        [...values, after?.[0] ?? -1, after?.[1] ?? 0, limit],
      ),
  };
}

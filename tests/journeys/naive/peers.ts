import { compareRatios, formatRatio } from '@qianfan/schema/kernel/ratio';
import type { Known } from './known.ts';
import { levelOf } from './level.ts';
import { definitionsOf, isMember, organisations } from './registers.ts';
import type { Series } from './series.ts';
import { type Naive, none, noneOf, one } from './value.ts';

interface Peer {
  code: string;
  level: Naive;
}

/** Banks and insurers of a peer group, or of a group, from whom a value is asked, or who have contracts. */
function peers(known: Known, series: Series, period: string, among: string): Peer[] {
  const all = organisations(known).filter(({ kind }) => kind === 'BANK' || kind === 'INSURER');
  const grouped = all.filter(({ peerGroup }) => among === '_T' || peerGroup === among);
  const chosen =
    grouped.length > 0
      ? grouped.map(({ code }) => code)
      : organisations(known)
          .map(({ code }) => code)
          .filter((code) => isMember(known, code, among));
  return chosen
    .map((code) => ({ code, level: levelOf(known, { ...series, reporter: code }, period) }))
    .filter(({ level }) => !/^NOT_(COLLECTED|DERIVABLE)$/.test(level.status))
    .filter(({ level }) => level.status !== 'MISSING' || level.expected !== null);
}

/** Equal values share a place, and the next has the next. */
export function ranked(known: Known, series: Series, period: string, among: string): Naive {
  const mine = levelOf(known, series, period);
  const all = peers(known, series, period, among);
  const have = all.filter(({ level }) => level.value);
  const counts = { expected: all.length, received: have.length, flags: mine.flags };
  if (!mine.value) return { ...none(mine.status), ...counts };
  const larger = have
    .filter(({ level }) => compareRatios(level.value!, mine.value!) > 0)
    .map(({ level }) => formatRatio(level.value!, 30));
  const place = one(BigInt(new Set(larger).size + 1));
  return have.length === all.length
    ? { ...none('REPORTED'), value: place, ...counts }
    : { ...none('INCOMPLETE'), partial: place, ...counts };
}

/** How many meet `GT-0.02` or `LE-TSME`. */
export function counted(known: Known, series: Series, period: string, predicate: string): Naive {
  const [, is, than] = /^(\w\w)-(.+)$/.exec(predicate) as unknown as [string, string, string];
  const all = peers(known, series, period, series.reporter);
  const yuan = definitionsOf(known, series.metric)[0].unit === 'YUAN';
  const orders = all.map(({ code, level }) => {
    if (!level.value) return null;
    if (!/\d$/.test(than)) {
      const population = than === 'ALL' ? '_T' : than;
      const bound = levelOf(known, { ...series, reporter: code, population }, period).value;
      return bound && compareRatios(level.value, bound);
    }
    const [whole, fraction = ''] = than.split('.') as [string, string?];
    const bound = {
      numerator: BigInt(whole + fraction),
      denominator: 10n ** BigInt(fraction.length),
    };
    const { numerator, denominator } = level.value;
    return compareRatios({ numerator, denominator: denominator * (yuan ? 100n : 1n) }, bound);
  });
  const holds = (order: number): boolean =>
    (is.startsWith('G') && order > 0) ||
    (is.startsWith('L') && order < 0) ||
    (order === 0 && is.endsWith('E')) ||
    (is === 'EQ' && order === 0);
  const count = one(BigInt(orders.filter((order) => order !== null && holds(order)).length));
  const received = orders.filter((order) => order !== null).length;
  const { flags } = levelOf(known, series, period);
  const counts = { expected: all.length, received, flags };
  if (all.length === 0) return { ...none('NOT_COLLECTED'), ...counts };
  if (received === all.length) return { ...none('REPORTED'), value: count, ...counts };
  return received === 0
    ? { ...noneOf(all.map(({ level }) => level)), ...counts }
    : { ...none('INCOMPLETE'), partial: count, ...counts };
}

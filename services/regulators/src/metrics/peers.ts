import type { Period } from '@qianfan/schema/kernel/period';
import { HOLDS } from '@qianfan/schema/formula/evaluate';
import type { Relation } from '@qianfan/schema/formula/expression';
import { compareRatios, parseRatio, type Ratio } from '@qianfan/schema/kernel/ratio';
import type { Catalogue } from './catalogue.ts';
import { membersOf } from './catalogue.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { normal, type Series } from './figure.ts';
import { levelOf, metricOf, type Vantage } from './level.ts';
import { asReference, type Made } from './made.ts';
import { absentOf, decides, isOwed, type Level } from './value.ts';
import { FigureError } from './refusal.ts';
import type { Predicate, Transform } from './transform.ts';

/** A place among peers. Dense: equal values share a place, and the next value has the next place. */
export interface Standing {
  rank: number;
  /** How many share this place, the reporter included. */
  ties: number;
  /** How many have a value. */
  n: number;
}

export interface Peer {
  reporter: string;
  level: Level;
  standing: Standing | null;
}

const REPORTING = new Set(['BANK', 'INSURER']);

/** Codes of those who are ranked with each other; `_T`: all banks and insurers; a group: its members. */
export function peerCodes(catalogue: Catalogue, among: string): string[] {
  const all = [...catalogue.organisations.values()].filter(({ kind }) => REPORTING.has(kind));
  if (among === TOTAL) return all.map(({ code }) => code);
  const peers = all.filter(({ peerGroup }) => peerGroup === among).map(({ code }) => code);
  return peers.length > 0 ? peers : membersOf(catalogue, among);
}

/** Every peer of whom a value is asked, the largest first; those without a value last, by code. */
export async function standings(
  codes: readonly string[],
  valueOf: (reporter: string) => Promise<Level>,
): Promise<Peer[]> {
  const levels = await Promise.all(
    codes.map(async (reporter) => ({ reporter, level: await valueOf(reporter) })),
  );
  // Nobody owes single contracts: who has none is no peer, while a return that is owed leaves a gap.
  const asked = levels.filter(
    ({ level: { status, expected } }) =>
      isOwed(status) && !(status === 'MISSING' && expected === null),
  );
  const ranked = asked
    .flatMap(({ reporter, level }) =>
      level.value ? [{ reporter, level, value: level.value }] : [],
    )
    .toSorted((a, b) => compareRatios(b.value, a.value) || (a.reporter < b.reporter ? -1 : 1));
  const places = densePlaces(ranked.map(({ value }) => value));
  const ties = Map.groupBy(places, (place) => place);
  return [
    ...ranked.map(({ reporter, level }, n) => ({
      reporter,
      level,
      standing: { rank: places[n]!, ties: ties.get(places[n]!)!.length, n: ranked.length },
    })),
    ...asked
      .filter(({ level }) => !level.value)
      .map(({ reporter, level }) => ({ reporter, level, standing: null })),
  ];
}

/** 1, 2, 2, 3 for values in falling order. */
function densePlaces(values: readonly Ratio[]): number[] {
  let place = 0;
  return values.map((value, n) => {
    if (n === 0 || compareRatios(values[n - 1]!, value) !== 0) place += 1;
    return place;
  });
}

/** The place of a series' reporter. While a peer is missing the place is not certain: then it is `partial`. */
export async function rankOf(
  from: Vantage,
  series: Series,
  period: Period,
  among: string,
): Promise<Level & { standing: Standing | null }> {
  const codes = peerCodes(from.catalogue, among);
  if (!codes.includes(series.reporter)) {
    const what = `${series.reporter} ∉ ${among}`;
    throw new FigureError('BAD_USER_INPUT', { what });
  }
  const peers = await standings(codes, (reporter) =>
    levelOf(from, { ...series, reporter }, period),
  );
  const own = peers.find(({ reporter }) => reporter === series.reporter);
  const level = own?.level ?? (await levelOf(from, series, period));
  if (!own?.standing)
    return { ...numbered(level, peers, null, level.made), status: level.status, standing: null };
  const others = peers.filter((peer) => peer !== own && decides(peer.level));
  const made: Made = {
    kind: 'CALL',
    call: 'rank',
    of: [own, ...others].flatMap(({ level: { made: one } }) => one ?? []),
  };
  return { ...numbered(level, peers, BigInt(own.standing.rank), made), standing: own.standing };
}

type Count = Extract<Transform, { kind: 'COUNT' }>;

/** How many of those who report meet a predicate. Who has no value meets none, and leaves the count incomplete. */
export async function countOf(
  from: Vantage,
  series: Series,
  period: Period,
  { is, than }: Count,
): Promise<Level> {
  const { unit } = metricOf(from.catalogue, series.metric)[0];
  const limit = limitOf(than, unit);
  const codes = peerCodes(from.catalogue, series.reporter);
  const peers = await standings(codes, (reporter) =>
    levelOf(from, { ...series, reporter }, period),
  );
  const relation = RELATION[is];
  const compared = await Promise.all(
    peers.map(async ({ reporter, level }) => {
      const bound =
        limit ??
        sideOf(await levelOf(from, normal({ ...series, reporter, population: than }), period));
      const met =
        level.value && bound.value
          ? HOLDS[relation](compareRatios(level.value, bound.value))
          : null;
      const [left, right] = [sideOf(level).made, asReference(bound.made)];
      return { met, comparison: left && right && { relation, left, right } };
    }),
  );
  const total = await levelOf(from, series, period);
  const count = BigInt(compared.filter(({ met }) => met === true).length);
  const known = compared.filter(({ met }) => met !== null).length;
  const of = compared.flatMap(({ comparison }) => comparison ?? []);
  const made: Made = { kind: 'COUNT', count: 'count', of };
  return numbered({ ...total, received: known }, peers, count, made, known);
}

const RELATION: Record<Predicate, Relation> = { GT: '>', GE: '>=', LT: '<', LE: '<=', EQ: '=' };

type Side = Pick<Level, 'value' | 'made'>;

/** One side of a comparison; what is missing compares with nothing. */
const sideOf = (level: Level): Side => ({
  value: level.value,
  made: decides(level) ? level.made : null,
});

/** A number in the metric's own unit (yuan for amounts); undefined where the text is none. */
function limitOf(text: string, unit: Level['unit']): Side | undefined {
  const number = parseRatio(text);
  if (!number) return undefined;
  const fenPerUnit = unit === 'YUAN' ? 100n : 1n;
  return {
    value: { ...number, numerator: number.numerator * fenPerUnit },
    made: { kind: 'NUMBER', text },
  };
}

/** A number that comes from comparing reporters with each other. */
function numbered(
  level: Level,
  peers: readonly Peer[],
  number: bigint | null,
  made: Made,
  received: number = peers.filter(({ standing }) => standing).length,
): Level {
  const expected = peers.length;
  const value = number === null ? null : { numerator: number, denominator: 1n };
  const certain = value !== null && expected > 0 && received === expected;
  return {
    ...level,
    status:
      expected === 0
        ? 'NOT_COLLECTED'
        : certain
          ? 'REPORTED'
          : received === 0
            ? absentOf(peers.map((peer) => peer.level))
            : 'INCOMPLETE',
    value: certain ? value : null,
    partial: certain || received === 0 ? null : value,
    expected,
    received,
    awaits: level.awaits ?? peers.find((peer) => peer.level.awaits)?.level.awaits ?? null,
    unit: 'COUNT',
    numerator: null,
    denominator: null,
    made,
  };
}

/** From fewer values one could tell whose they are. */
const MEDIAN_FROM = 5;

/** The middle value, or the mean of the two in the middle; null of fewer than five. */
export function medianOf(peers: readonly Peer[]): Ratio | null {
  const values = peers.flatMap(({ level: { value } }) => (value ? [value] : []));
  if (values.length < MEDIAN_FROM) return null;
  const [a, b] = [values[(values.length - 1) >> 1]!, values[values.length >> 1]!];
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: 2n * a.denominator * b.denominator,
  };
}

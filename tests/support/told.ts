import { DEMO_ENTERPRISES } from '@qianfan/demo/cast/enterprises';
import { isListed } from '@qianfan/demo/cast/lists';
import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { naive } from '../journeys/naive/figure.ts';
import { knownAt } from '../journeys/naive/known.ts';

export const BANK = 'BNK_JJB';
/** An enterprise that 科贷通 takes, and that comes and goes on a list. */
export const FIRM = DEMO_ENTERPRISES.find(
  ({ id, county }) => isListed('TSME', id, '2025-03-01') && county.startsWith('3604'),
)!;
/** Everything that is written happened before the end of this day. */
const DAY = '2025-03-10';

/** One story, told by all three services in their own words: any two differ unless they read at one cut. */
export const QUESTION = `query ($firm: ID!, $bank: ID!, $figures: [FigureInput!]!) {
  enterprise(id: $firm) {
    lists(on: "${DAY}") { code version memberCount }
    loans(first: 500) { totalCount nodes { id balance { amount } } }
    filings(first: 500) { totalCount nodes { id balance { amount } } }
  }
  programme(code: "KDT") { filedBalance(on: "${DAY}") { amount } }
  submission(institution: $bank, form: "TF01", period: "2024-12") {
    revision history { revision } cells { row column value }
  }
  observations(figures: $figures) { figureId status value partial }
}`;

const RETURN = { period: '2024-12', population: 'HNTE' };
const CONTRACT = { period: '2025-03', basis: 'CONTRACT' };

export const VARIABLES = {
  firm: FIRM.id,
  bank: BANK,
  figures: [
    { metric: 'LN_BAL', ...RETURN, reporter: BANK },
    { metric: 'LN_BAL', ...RETURN },
    { metric: 'LN_BRW', ...RETURN },
    { metric: 'LN_BAL', ...RETURN, reporter: BANK, transform: 'SHARE-_T' },
    { metric: 'LN_BAL', ...CONTRACT, reporter: BANK },
    { metric: 'LN_BAL', ...CONTRACT },
    { metric: 'LN_DISB', ...CONTRACT },
    { metric: 'LN_BAL', ...CONTRACT, population: 'HNTE' },
    { metric: 'LN_BRW', ...CONTRACT, population: 'HNTE' },
    { metric: 'LST_MEM', period: '2025-03', population: 'HNTE' },
    { metric: 'KDT_FILED_BAL', period: '2025-03' },
    { metric: 'KDT_FILED_BAL', period: '2025-03', reporter: BANK },
  ],
};

/** An answer to the question, and the cut that it says it is of. */
export interface Seen {
  cut: Instant;
  data: any;
}

type Known = readonly Fact<any>[];

/** What the raw facts say as of the cut of an answer, in the shape of `comparable`. */
export function told(facts: Known, { cut, data }: Seen): object {
  const known = knownAt(facts, cut);
  return {
    enterprise: {
      lists: listsOf(known),
      loans: remaining(
        known,
        FIRM.id,
        ['banks.LoanDrawn.v1', 'banks.LoanRepaid.v1', 'banks.LoanWrittenOff.v1'],
        ({ key, body }) => `${key}/${body.loan}`,
      ),
      filings: remaining(
        known,
        FIRM.id,
        ['programmes.LoanFiled.v1', 'programmes.FilingSettled.v1'],
        ({ body }) => `${body.bank}/${body.programme}/${body.loan}`,
      ),
    },
    programme: { filedBalance: { amount: filedBalance(known) } },
    submission: submissionOf(known),
    observations: data.observations.map(({ figureId }: { figureId: string }) => {
      const { status, value, partial } = naive(known, figureId, cut);
      return { figureId, status, value: value && text(value), partial: partial && text(partial) };
    }),
  };
}

const ofType = (known: Known, type: string): any[] =>
  known.filter((fact) => fact.type === type).map(({ body }) => body);

function listsOf(known: Known): object[] {
  const valid = new Map<string, { code: string; version: number; members: string[] }>();
  for (const body of ofType(known, 'regulators.EnterpriseListPublished.v1')) {
    const isValid = body.validFrom <= DAY && (!body.validTo || DAY < body.validTo);
    if (isValid) valid.set(body.list, { code: body.list, ...body });
  }
  return [...valid.values()]
    .filter(({ members }) => members.includes(FIRM.id))
    .map(({ code, version, members }) => ({ code, version, memberCount: members.length }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Contracts of an enterprise with what is left of each: opened by the first type, less all of the others. */
export function remaining(
  known: Known,
  enterprise: string,
  [opened, ...ended]: readonly string[],
  idOf: (fact: Fact<any>) => string,
): { totalCount: number; nodes: { id: string; balance: { amount: string } }[] } {
  const left = new Map<string, bigint>();
  for (const fact of known) {
    if (fact.body.enterprise !== enterprise) continue;
    const sign = fact.type === opened ? 1n : ended.includes(fact.type) ? -1n : 0n;
    if (sign === 0n) continue;
    const id = idOf(fact);
    left.set(id, (left.get(id) ?? 0n) + sign * parseYuan(fact.body.amount)!);
  }
  const nodes = [...left]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, fen]) => ({ id, balance: { amount: formatYuan(fen) } }));
  return { totalCount: nodes.length, nodes };
}

function filedBalance(known: Known): string {
  const sum = (type: string, day: string): bigint =>
    ofType(known, type)
      .filter((body) => body[day] <= DAY)
      .reduce((total, { amount }) => total + parseYuan(amount)!, 0n);
  return formatYuan(
    sum('programmes.LoanFiled.v1', 'filedOn') - sum('programmes.FilingSettled.v1', 'on'),
  );
}

/** Accepted revisions of the one return that is corrected again and again. */
export const revisionsOf = (known: Known): ReturnAccepted[] =>
  known
    .filter(({ type, key }) => type === 'banks.ReturnAccepted.v1' && key === BANK)
    .map(({ body }) => body as ReturnAccepted)
    .filter(({ period }) => period === '2024-12');

function submissionOf(known: Known): object {
  const revisions = revisionsOf(known);
  const { revision, cells } = revisions.at(-1)!;
  const wide = TF01.columns.length;
  return {
    revision,
    history: revisions.map((one) => ({ revision: one.revision })),
    cells: TF01.rows.flatMap((row, r) =>
      TF01.columns.map((column, c) => {
        const value = cells[r * wide + c];
        return { row: row.code, column: column.code, value };
      }),
    ),
  };
}

/** Fen or enterprises, whole; a quotient to six places. */
const text = ({ numerator, denominator }: { numerator: bigint; denominator: bigint }): string =>
  denominator === 1n ? String(numerator) : (Number(numerator) / Number(denominator)).toFixed(6);

/** An answer in the fold's units, with nothing left to chance in its order. */
export const comparable = ({ data }: Seen): object => ({
  ...data,
  enterprise: {
    ...data.enterprise,
    lists: data.enterprise.lists.toSorted((a: any, b: any) => (a.code < b.code ? -1 : 1)),
  },
  observations: data.observations.map((it: any) => {
    const isShare = it.figureId.includes(':SHARE');
    const units = (value: string | null) =>
      value && !isShare && /\.\d\d$/.test(value) ? String(parseYuan(value)) : value;
    return { ...it, value: units(it.value), partial: units(it.partial) };
  }),
});

import type { Query } from '@qianfan/kit/subgraph/context';
import { readAnnexes } from './annexes.store.ts';
import { inBlocks, readBlocks } from './blocks.store.ts';
import { listNumbers } from './lists.ts';
import { readCells } from './cells.store.ts';
import { readMembers } from './members.store.ts';
import { readPostings } from './postings.store.ts';
import type { AnnexTerm, CellsTerm, Load, MembersTerm, PostingsTerm, Sum, Term } from './terms.ts';

interface Waiting {
  resolve: (sum: Sum) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads values by SQL. Terms that are asked for in the same turn of the event loop share statements where they can,
 * and the same term is read once: what was known at an instant does not change.
 */
export function sqlLoad(query: Query): Load {
  const known = new Map<string, Promise<Sum>>();
  const numberOf = listNumbers();
  let queue = new Map<Term, Waiting>();

  const flush = async (): Promise<void> => {
    const waiting = queue;
    queue = new Map();
    const answer: Answer = (term, sum) => waiting.get(term)!.resolve(sum);
    await Promise.all(
      batches([...waiting.keys()]).map(async (batch) => {
        try {
          await batch.read(query, answer);
        } catch (error) {
          for (const term of batch.terms) waiting.get(term)!.reject(error);
        }
      }),
    );
  };

  return (term) => {
    const reporters = 'reporters' in term && term.reporters ? numberOf(term.reporters) : null;
    const key = JSON.stringify({ ...term, reporters });
    let sum = known.get(key);
    if (!sum) {
      sum = new Promise((resolve, reject) => {
        if (queue.size === 0) setImmediate(() => void flush());
        queue.set(term, { resolve, reject });
      });
      known.set(key, sum);
    }
    return sum;
  };
}

type Answer = (term: Term, sum: Sum) => void;

interface Batch {
  terms: readonly Term[];
  read: (query: Query, answer: Answer) => Promise<void>;
}

/** Terms by the statement that they can share. */
function batches(terms: readonly Term[]): Batch[] {
  return [
    ...shared(
      terms.filter((term): term is CellsTerm => term.kind === 'CELLS' && !inBlocks(term)),
      ({ form, knownAt, minus }) => [form, knownAt, minus === null],
      readCells,
    ),
    ...shared(
      terms.filter((term) => term.kind === 'CELLS').filter(inBlocks),
      ({ form, knownAt, minus }) => [form, knownAt, minus === null],
      readBlocks,
    ),
    ...shared(
      terms.filter((term): term is AnnexTerm => term.kind === 'ANNEX'),
      ({ form, knownAt }) => [form, knownAt],
      readAnnexes,
    ),
    ...shared(
      terms.filter((term): term is PostingsTerm => term.kind === 'POSTINGS'),
      ({ reporters: _, area: __, to: ___, ...rest }) => rest,
      readPostings,
    ),
    ...shared(
      terms.filter((term): term is MembersTerm => term.kind === 'MEMBERS'),
      ({ area, ...rest }) => ({ ...rest, level: area?.length ?? 0 }),
      readMembers,
    ),
  ];
}

function shared<T extends Term>(
  terms: readonly T[],
  key: (term: T) => unknown,
  read: (query: Query, terms: readonly T[], answer: (term: T, sum: Sum) => void) => Promise<void>,
): Batch[] {
  return [...Map.groupBy(terms, (term) => JSON.stringify(key(term))).values()].map((group) => ({
    terms: group,
    read: (query, answer) => read(query, group, answer),
  }));
}

import type { Principal } from '@qianfan/kit/identity/principal';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { objectsIn } from './walk.ts';

/** What banks and insurers hold, which programmes see nothing of; a loan only by the id that a filing names. */
const BANK_TYPES = new Set(['Cover', 'Submission', 'SubmissionRevision', 'SubmissionCell']);
const IN_AREA = new Set(['Loan', 'Cover', 'Filing']);
const POSITION = /^(regulators|banks|programmes)\/\d+\/\d+$/;

/**
 * What an answer shows that its viewer may not see, as sentences; told from the answer and the raw facts alone: codes of
 * other institutions anywhere, positions of facts that are not the viewer's, lists that claim to be whole.
 */
export function trespassesOf(
  principal: Principal,
  data: unknown,
  facts: readonly Fact<any>[],
): string[] {
  const { role, institution, jurisdiction } = principal;
  const { byPosition, owners } = indexOf(facts);
  const isOwner = role === 'BANK' || role === 'INSURER';
  const found: string[] = [];

  const look = (path: string, text: string): void => {
    if (isOwner) {
      const foreign = (text.match(/\w+/g) ?? []).filter((word) => owners.has(word));
      const others = foreign.filter((code) => code !== institution);
      if (others.length > 0) found.push(`${path} names ${others.join()}`);
    }
    if (!POSITION.test(text)) return;
    const fact = byPosition.get(text);
    if (!fact) {
      found.push(`${path} is no position: ${text}`);
      return;
    }
    const whose = ownerOf(fact);
    if (isOwner && whose && whose !== institution) found.push(`${path} is a fact of ${whose}`);
    if (role === 'PROGRAMME' && fact.service === 'banks') found.push(`${path} is a fact of banks`);
  };

  for (const { path, object } of objectsIn(data)) {
    const type = String(object['__typename']);
    for (const [name, value] of Object.entries(object)) {
      const texts = Array.isArray(value) ? value : [value];
      for (const text of texts) if (typeof text === 'string') look(`${path}.${name}`, text);
    }
    if (isOwner && object['scope'] === 'ALL') found.push(`${path} claims to be whole`);
    if (role === 'PROGRAMME') {
      const shown = Object.keys(object).filter((name) => !['__typename', 'id'].includes(name));
      const isLoan = type === 'Loan' && shown.some((name) => name !== 'filings');
      if (BANK_TYPES.has(type) || isLoan) found.push(`${path} is a ${type}`);
    }
    const county = object['county'] as { code?: string } | null | undefined;
    if (
      role === 'REGULATOR' &&
      IN_AREA.has(type) &&
      county?.code?.startsWith(jurisdiction) === false
    )
      found.push(`${path} lies in ${county.code}`);
  }
  return found;
}

/** Whose row a fact is: the bank's that a programme decides about, else that of the key. */
function ownerOf({ service, key, body }: Fact<any>): string | undefined {
  if (service === 'banks') return key;
  return service === 'programmes' ? body.bank : undefined;
}

interface Index {
  byPosition: ReadonlyMap<string, Fact<any>>;
  /** Codes of banks and insurers. */
  owners: ReadonlySet<string>;
}

const indexes = new WeakMap<readonly Fact[], Index>();

function indexOf(facts: readonly Fact<any>[]): Index {
  let index = indexes.get(facts);
  if (!index) {
    const byPosition = new Map(
      facts.map((fact) => [`${fact.service}/${fact.partition}/${fact.pos}`, fact] as const),
    );
    const owners = new Set<string>(
      facts
        .filter(({ type }) => type === 'regulators.OrganisationRegistered.v1')
        .filter(({ body }) => ['BANK', 'INSURER'].includes(body.kind))
        .map(({ body }) => body.code),
    );
    indexes.set(facts, (index = { byPosition, owners }));
  }
  return index;
}

import { useSearchParams } from 'wouter';

export const UNITS = ['YI', 'WAN', 'YUAN'] as const;
export type Unit = (typeof UNITS)[number];
export const BASES = ['RETURN', 'CONTRACT'] as const;

/** What a reader looks at; all of it is in the address, so that a link shows the same again. */
export interface Address {
  /** Reporting period; empty = the latest that has been reported. */
  period: string;
  /** A date, only what was known at its end, or an instant; empty = what is known now. */
  asOf: string;
  unit: Unit;
  population: string;
  basis: (typeof BASES)[number];
}

const DEFAULT: Address = { period: '', asOf: '', unit: 'YI', population: 'HNTE', basis: 'RETURN' };

const PATTERNS: Record<keyof Address, RegExp> = {
  period: /^\d{4}(-\d{2}|-Q[1-4])?$/,
  asOf: /^\d{4}-\d{2}-\d{2}(T[\d:.]{5,15}Z)?$/,
  unit: /^(YI|WAN|YUAN)$/,
  population: /^[A-Z][A-Z0-9_]*$|^_T$/,
  basis: /^(RETURN|CONTRACT)$/,
};

/** The two instants of knowledge that are compared: dates, or instants as an address has them. */
export interface Between {
  from: string;
  to: string;
}

/** Of two instants in an address, those that have their shape. */
export const readBetween = (search: URLSearchParams): Partial<Between> =>
  Object.fromEntries(
    (['from', 'to'] as const).flatMap((name) => {
      const value = search.get(name) ?? '';
      return value !== '' && PATTERNS.asOf.test(value) ? [[name, value]] : [];
    }),
  );

/** What is not of its shape is left out rather than asked. */
export function readAddress(search: URLSearchParams): Address {
  const address: Record<string, string> = { ...DEFAULT };
  for (const [name, pattern] of Object.entries(PATTERNS)) {
    const value = search.get(name);
    if (value !== null && pattern.test(value)) address[name] = value;
  }
  return address as unknown as Address;
}

/** What differs from the default, as a query string with its `?`, or nothing. */
export function searchOf(address: Address, more: Record<string, string> = {}): string {
  const search = new URLSearchParams(more);
  for (const name of Object.keys(DEFAULT) as (keyof Address)[]) {
    if (address[name] !== DEFAULT[name]) search.set(name, address[name]);
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** The address, and a change of it that leaves a step to go back to. */
export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const address = readAddress(search);
  const change = (part: Partial<Address>) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      const next = { ...readAddress(before), ...part };
      for (const name of Object.keys(DEFAULT) as (keyof Address)[]) {
        if (next[name] === DEFAULT[name]) after.delete(name);
        else after.set(name, next[name]);
      }
      return after;
    });
  /** A link to another view that keeps what is looked at, but for what is told. */
  const to = (path: string, more: Record<string, string> = {}, of: Partial<Address> = {}) =>
    path + searchOf({ ...address, ...of }, more);
  return { address, change, to, search, setSearch };
}

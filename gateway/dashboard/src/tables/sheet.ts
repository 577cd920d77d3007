/** A table as it leaves the page: what it is about stands above it, so that it can be understood later and elsewhere. */
export interface Sheet {
  title: string;
  /** 口径, period, cut, unit: name and value. */
  about: readonly (readonly [name: string, value: string])[];
  headers: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

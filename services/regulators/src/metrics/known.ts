import { areaOf } from '@qianfan/schema/codelists/areas';
import { CODELISTS } from '@qianfan/schema/codelists/codelists';
import { POPULATIONS } from '@qianfan/schema/codelists/populations';
import {
  type FigureDimension,
  METRIC_DIMENSIONS,
  TOTAL,
} from '@qianfan/schema/catalogue/dimensions';
import type { FormColumn, FormRow } from '@qianfan/schema/returns/form';
import { type Catalogue, membersOf } from './catalogue.ts';
import { ALL, type Figure, type Series } from './figure.ts';
import { knowsPopulation } from './population.ts';
import { FigureError } from './refusal.ts';
import type { Transform } from './transform.ts';

/** What no codelist says: which codes the facts of contracts and programmes have used, as known at the cut. */
export interface Registers {
  /** `owners`: of these institutions; null = of any. */
  product: (code: string, owners: readonly string[] | null) => Promise<boolean>;
  programme: (code: string) => Promise<boolean>;
}

/** From where a value can be looked up. */
export interface Known {
  catalogue: Catalogue;
  registers: Registers;
}

type Dimension = Exclude<FigureDimension, 'metric'>;
type Lookup = (from: Known, code: string, series: Series) => Promise<boolean> | boolean;

const codesOf = (list: readonly { code: string }[]): string =>
  list.map(({ code }) => code).join(', ');

/** A form may restrict its rows and columns to a code that no codelist has: its cells are values of it. */
const inForms = ({ forms }: Catalogue, name: keyof (FormRow & FormColumn), code: string): boolean =>
  [...forms.values()].some((versions) =>
    versions.some(({ rows, columns }) =>
      [...rows, ...columns].some((it: Partial<FormRow & FormColumn>) => it[name] === code),
    ),
  );

type Listed = 'guarantee' | 'term' | 'lifecycle';
const listed =
  (name: Listed): Lookup =>
  ({ catalogue }, code) =>
    CODELISTS[name].some((entry) => entry.code === code) || inForms(catalogue, name, code);

const LISTED_AGENCIES: ReadonlySet<string> = new Set(CODELISTS.agency.map(({ code }) => code));

/** Whoever defines a metric is one too. */
const agencies = ({ metrics }: Catalogue): Set<string> =>
  new Set([
    ...LISTED_AGENCIES,
    ...[...metrics.values()].flatMap((versions) => versions.map(({ agency }) => agency)),
  ]);

/** Whether the codelist or the register of a dimension has a code. */
const KNOWS: Record<Dimension, Lookup> = {
  population: ({ catalogue }, code) => knowsPopulation(catalogue, code),
  reporter: ({ catalogue }, code) => catalogue.organisations.has(code),
  area: (_, code) => areaOf(code) !== undefined,
  product: async ({ catalogue, registers }, code, { reporter }) =>
    inForms(catalogue, 'product', code) ||
    registers.product(code, reporter === TOTAL ? null : membersOf(catalogue, reporter)),
  guarantee: listed('guarantee'),
  term: listed('term'),
  lifecycle: listed('lifecycle'),
  programme: async ({ catalogue, registers }, code) =>
    inForms(catalogue, 'programme', code) || registers.programme(code),
  agency: ({ catalogue }, code) => LISTED_AGENCIES.has(code) || agencies(catalogue).has(code),
};

/** A code as an answer repeats it. */
const short = (code: string): string => (code.length > 64 ? `${code.slice(0, 64)}…` : code);

/** That no register has a value of a dimension, and which values there are. */
function unknown(
  { catalogue }: Pick<Known, 'catalogue'>,
  name: Dimension,
  value: string,
  series: Series,
): FigureError {
  const code = short(value);
  switch (name) {
    case 'population':
      return new FigureError('UNKNOWN_POPULATION', { code, known: codesOf(POPULATIONS) });
    case 'reporter':
      return new FigureError('UNKNOWN_ORGANISATION', { code });
    case 'area':
      return new FigureError('UNKNOWN_AREA', { code });
    case 'product':
      return new FigureError('UNKNOWN_PRODUCT', { code, owner: series.reporter });
    case 'guarantee':
      return new FigureError('UNKNOWN_GUARANTEE', { code, known: codesOf(CODELISTS.guarantee) });
    case 'term':
      return new FigureError('UNKNOWN_TERM', { code, known: codesOf(CODELISTS.term) });
    case 'lifecycle':
      return new FigureError('UNKNOWN_LIFECYCLE', { code, known: codesOf(CODELISTS.lifecycle) });
    case 'programme':
      return new FigureError('UNKNOWN_PROGRAMME', { code });
    case 'agency':
      return new FigureError('UNKNOWN_AGENCY', {
        code,
        known: [...agencies(catalogue)].join(', '),
      });
  }
}

/** Every dimension, the reporter first: whose product it is must be known before the product is looked for. */
const DIMENSIONS: readonly Dimension[] = [...METRIC_DIMENSIONS, 'agency'];

/**
 * Lets pass a figure whose every value is known, so that nothing is summed over what does not exist: a code that nobody
 * has is a mistake, never zero.
 * @throws FigureError UNKNOWN_…, saying the value and what is known
 */
export async function checkKnown(from: Known, { series, transform }: Figure): Promise<void> {
  for (const name of DIMENSIONS) {
    const code = series[name];
    if (code === TOTAL && name !== 'agency') continue;
    if (!(await KNOWS[name](from, code, series))) throw unknown(from, name, code, series);
  }
  checkCompared(from, transform, series);
}

/** What a transform compares with: a whole, peers, or the reporters' own value of another population. */
function checkCompared(from: Known, transform: Transform, series: Series): void {
  const { catalogue } = from;
  switch (transform.kind) {
    case 'SHARE': {
      const { of } = transform;
      const open = [TOTAL, ALL].includes(of) || catalogue.organisations.has(of);
      if (open || areaOf(of) || knowsPopulation(catalogue, of)) return;
      if (/^\d+$/.test(of)) throw unknown(from, 'area', of, series);
      throw new FigureError('UNKNOWN_WHOLE', { code: short(of) });
    }
    case 'RANK':
      return checkPeerGroup(from, transform.among);
    case 'COUNT':
      if (/^-?\d/.test(transform.than) || knowsPopulation(catalogue, transform.than)) return;
      throw unknown(from, 'population', transform.than, series);
    default:
  }
}

/** @throws FigureError UNKNOWN_PEER_GROUP */
export function checkPeerGroup({ catalogue }: Pick<Known, 'catalogue'>, among: string): void {
  if (among === TOTAL || catalogue.organisations.has(among)) return;
  const groups = [...catalogue.organisations.values()].flatMap(({ peerGroup }) => peerGroup ?? []);
  if (groups.includes(among)) return;
  const known = [...new Set(groups)].toSorted().join(', ');
  throw new FigureError('UNKNOWN_PEER_GROUP', { code: short(among), known });
}

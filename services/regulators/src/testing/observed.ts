import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { formatRatio } from '@qianfan/schema/kernel/ratio';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { parseFigure } from '../metrics/figure.ts';
import { observe } from '../metrics/observe.ts';
import { factOf, remembered } from './memory.ts';

export const bank = (code: string, more: object = {}) =>
  factOf('regulators.OrganisationRegistered.v1', code, {
    code,
    kind: 'BANK',
    area: '36',
    obligations: [{ form: 'TF01', from: '2023-01' }],
    ...more,
  });

export const list = (code: string, version: number, validFrom: string, members: string[]) =>
  factOf('regulators.EnterpriseListPublished.v1', code, {
    list: code,
    version,
    validFrom,
    members,
  });

const REGISTER: Fact<any>[] = [
  ...METRIC_DEFINITIONS.map((body) => factOf('regulators.MetricDefined.v1', body.code, body)),
  factOf('regulators.ReturnDefined.v1', 'TF01', TF01),
  bank('BNK_A', { peerGroup: 'CITY' }),
  bank('BNK_B', { peerGroup: 'CITY', group: 'GRP' }),
  bank('BNK_C', { group: 'GRP' }),
  bank('GRP', { kind: 'BANK_GROUP', obligations: [] }),
  factOf('regulators.ReportingPeriodOpened.v1', 'TF01', {
    form: 'TF01',
    period: '2023-12',
    release: 50,
  }),
  list('HNTE', 1, '2023-01-01', ['E1', 'E2']),
  list('HNTE', 2, '2024-07-01', ['E2', 'E3', 'E4']),
];

const ROWS = TF01.rows.map(({ code }) => code);
export const COLUMNS = TF01.columns.map(({ code }) => code);

/** A return that is 0 but for some cells; `borrowers`: those of row 1.1.1 (HNTE) with a balance. */
export function submission(
  institution: string,
  period: string,
  cells: Record<string, string>,
  { knownAt = 10, revision = 1, borrowers = [] as string[] } = {},
) {
  const texts = ROWS.flatMap((row) => COLUMNS.map((column) => cells[`${row}/${column}`] ?? '0.00'));
  const bit = 2 ** ROWS.indexOf('1.1.1');
  return factOf(
    'banks.ReturnAccepted.v1',
    institution,
    {
      form: 'TF01',
      formVersion: 1,
      period,
      revision,
      digest: 'd',
      cells: texts,
      annex: { ids: borrowers, masks: [borrowers.map(() => 0), borrowers.map(() => bit)] },
      late: false,
    },
    knownAt,
  );
}

/** The id of a province's figure. */
export const id = (
  metric: string,
  population: string,
  reporter: string,
  rest: string,
  basis = 'RETURN',
) => `${metric}.${population}.${reporter}.36._T._T._T._T._T.REG_NFRA_JX.${basis}.${rest}`;

/** Amounts in fen, counts and quotients, as text. */
export async function seen(
  facts: Fact<any>[],
  figure: string,
  knownAt?: number,
  parked?: string[],
) {
  const from = remembered([...REGISTER, ...facts], knownAt, parked);
  const found = await observe(from, parseFigure(figure));
  const { status, value, partial, expected, received, lacks, flags } = found;
  const text = (it: typeof value) =>
    it && it.denominator === 1n ? `${it.numerator}` : it && formatRatio(it)!;
  return { status, value: text(value), partial: text(partial), expected, received, lacks, flags };
}

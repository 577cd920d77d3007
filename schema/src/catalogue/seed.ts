import type { MetricDefinition } from './definition.ts';
import { DERIVED } from './seed.derived.ts';
import { FIRST_ROWS } from './seed.first.ts';
import { FURTHER_ROWS } from './seed.further.ts';
import { LOAN_ROWS } from './seed.loans.ts';
import { NFRA, type Row, type Rows } from './row.ts';

const ROWS: Rows = { ...FIRST_ROWS, ...LOAN_ROWS, ...FURTHER_ROWS, ...DERIVED };

function definitionsOf([code, row]: [string, Row]): MetricDefinition[] {
  const [numerator, denominator] = row.of ?? [];
  const [zh, en] = row.what ?? [row.zh, row.en];
  const first: MetricDefinition = {
    code,
    version: 1,
    name: { zh: row.zh, en: row.en },
    unit: row.unit ?? (row.of || row.formula ? 'RATIO' : 'YUAN'),
    additivity: row.additivity,
    frequency: row.frequency ?? 'M',
    agency: row.agency ?? NFRA,
    effectiveFrom: '2023-01',
    bases: row.bases,
    ...(row.dimensions ? { dimensions: [...row.dimensions] } : {}),
    ...(row.sources ? { sources: [...row.sources] } : {}),
    ...(numerator && denominator ? { numerator, denominator } : {}),
    ...(row.formula ? { formula: row.formula } : {}),
    description: { zh, en },
  };
  if (!row.breaks) return [first];
  const { from, what } = row.breaks;
  const description = { zh: what[0], en: what[1] };
  return [first, { ...first, version: 2, effectiveFrom: from, description }];
}

/** Every definition, each version after the one before. */
export const METRIC_DEFINITIONS: readonly MetricDefinition[] =
  Object.entries(ROWS).flatMap(definitionsOf);

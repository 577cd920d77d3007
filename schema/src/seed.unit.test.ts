import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { METRIC_DEFINITIONS } from './catalogue/seed.ts';
import { DefineMetric, DefineReturn } from './commands/regulators.ts';
import { CODELISTS } from './codelists/codelists.ts';
import { TF01 } from './returns/tf01.ts';
import { SEED_KNOWN_AT, seedCommands } from './seed.ts';

const byCode = new Map(METRIC_DEFINITIONS.map((metric) => [metric.code, metric]));

describe('the seed', () => {
  it('is valid, in rising order, with ids of its own', () => {
    const commands = seedCommands();
    for (const { type, body } of commands) {
      const schema = type === 'regulators.DefineMetric' ? DefineMetric : DefineReturn;
      expect(Check(schema, body)).toBe(true);
    }
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    expect(commands.map(({ knownAt }) => knownAt)).toEqual(
      commands.map((_, order) => SEED_KNOWN_AT + order),
    );
    expect(seedCommands()).toEqual(commands);
  });

  it('defines the metric of every column of TF01, on returns', () => {
    for (const { metric } of TF01.columns) expect(byCode.get(metric)?.bases).toContain('RETURN');
  });

  it('divides metrics that exist, by two parts or none', () => {
    for (const { numerator, denominator, additivity } of METRIC_DEFINITIONS) {
      const divides = additivity === 'RATIO' || additivity === 'WAVG';
      expect([numerator !== undefined, denominator !== undefined]).toEqual([divides, divides]);
      if (numerator) expect(byCode.has(numerator) && byCode.has(denominator!)).toBe(true);
    }
  });

  it('names agencies that the codelist has', () => {
    const agencies = CODELISTS.agency.map(({ code }) => code as string);
    for (const { agency } of METRIC_DEFINITIONS) expect(agencies).toContain(agency);
  });

  it('breaks the insurance series at 2024', () => {
    const versions = METRIC_DEFINITIONS.filter(({ code }) => code === 'INS_COVER_WRITTEN');
    expect(versions.map(({ version, effectiveFrom }) => [version, effectiveFrom])).toEqual([
      [1, '2023-01'],
      [2, '2024-01'],
    ]);
  });
});

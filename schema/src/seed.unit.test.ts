import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { METRIC_DEFINITIONS } from './catalogue/seed.ts';
import { DefineMetric, DefineReturn } from './commands/regulators.ts';
import { CODELISTS } from './codelists/codelists.ts';
import { populationOf } from './codelists/populations.ts';
import { formIssues } from './returns/check.ts';
import { comparedWith } from './returns/evaluate.ts';
import { metricAt } from './returns/place.ts';
import { RETURN_FORMS, SEED_KNOWN_AT, seedCommands } from './seed.ts';

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

  it('defines the metric of every cell of every form, on returns', () => {
    for (const { rows, columns } of RETURN_FORMS) {
      for (const row of rows) {
        for (const column of columns) {
          expect(byCode.get(metricAt(row, column))?.bases).toContain('RETURN');
        }
      }
    }
  });

  it('has forms that keep the grammar, about populations that there are', () => {
    for (const form of RETURN_FORMS) {
      expect(formIssues(form)).toEqual([]);
      for (const { population } of form.rows) {
        if (population) expect(populationOf(population)).toBeDefined();
      }
      for (const other of comparedWith(form)) {
        expect(RETURN_FORMS.map((it) => it.form)).toContain(other);
      }
    }
  });

  it('derives metrics from metrics that exist: by two parts, by a formula, or neither', () => {
    for (const { numerator, denominator, additivity, formula } of METRIC_DEFINITIONS) {
      const divides = !formula && (additivity === 'RATIO' || additivity === 'WAVG');
      for (const part of formula ? [formula.left, formula.right] : []) {
        expect(byCode.has(part.metric)).toBe(true);
      }
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

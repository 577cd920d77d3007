import { specification } from '@qianfan/kit/testing/specification';
import { ADDITIVITY } from '@qianfan/schema/catalogue/definition';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { REGULATORS_FACTS } from '@qianfan/schema/facts/regulators';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { RETURN_FORMS } from '@qianfan/schema/seed';
import { describe, expect, it } from 'vitest';
import { historyStreams } from '../history/history.state.ts';
import { historyCommands } from '../history/history.ts';
import { definitionStreams } from './definitions.state.ts';
import { definitionCommands } from './definitions.ts';

const spec = () =>
  specification({
    service: 'regulators',
    commands: [...definitionCommands, ...historyCommands],
    streams: [...definitionStreams, ...historyStreams],
    facts: REGULATORS_FACTS,
    reference: createReferenceBook,
  }).when;

const defined = () => {
  const when = spec();
  for (const metric of METRIC_DEFINITIONS) when('regulators.DefineMetric', metric);
  return when;
};
const balance = METRIC_DEFINITIONS.find(({ code }) => code === 'LN_BAL')!;
const ratio = METRIC_DEFINITIONS.find(({ additivity }) => additivity === 'RATIO')!;

describe('definitions', () => {
  it('takes every metric and form of the seed', () => {
    const when = spec();
    for (const metric of METRIC_DEFINITIONS) {
      expect(when('regulators.DefineMetric', metric)).toMatchObject({ type: 'MetricDefined' });
    }
    for (const form of RETURN_FORMS) {
      expect(when('regulators.DefineReturn', form)).toMatchObject({ type: 'ReturnDefined' });
    }
  });

  it('counts versions by one, in order of effect', () => {
    const when = spec();
    const define = (more: object) => when('regulators.DefineMetric', { ...balance, ...more });
    expect(define({ version: 2 }).codes).toEqual(['VERSION_NOT_NEXT']);
    define({});
    expect(define({ version: 1, unit: 'COUNT' }).codes).toEqual(['VERSION_NOT_NEXT']);
    expect(define({ version: 2, effectiveFrom: '1990-01' }).codes).toEqual(['DATE_ORDER']);
    expect(define({ version: 2, effectiveFrom: '2030-01' }).type).toBe('MetricDefined');
    expect(define({ version: 2, effectiveFrom: '2030-01' }).type).toBe('SAME');
  });

  it('never changes how a metric adds up', () => {
    const when = spec();
    when('regulators.DefineMetric', balance);
    const other = { ...balance, version: 2, additivity: 'FLOW' };
    expect(when('regulators.DefineMetric', other).codes).toEqual(['FIXED_ONCE_REGISTERED']);
  });

  it('gives a ratio both parts and nothing else any', () => {
    const when = defined();
    const { denominator: _, ...half } = { ...ratio, code: 'R_NEW' };
    expect(when('regulators.DefineMetric', half).codes).toEqual(['RATIO_PARTS']);
    const divided = { ...balance, code: 'NEW', numerator: 'LN_BAL', denominator: 'LN_DISB' };
    expect(when('regulators.DefineMetric', divided).codes).toContain('RATIO_PARTS');
  });

  it('waits for parts that are not defined yet, wherever they are named', () => {
    const part = { metric: 'NOPE' };
    const known = { metric: 'LN_BAL' };
    const formula = (left: object, right: object) => ({
      ...balance,
      code: 'NEW',
      formula: { operation: 'DIFFERENCE', left, right },
    });
    for (const [body, path] of [
      [{ ...ratio, code: 'NEW', numerator: 'NOPE', denominator: 'LN_BAL' }, '/numerator'],
      [{ ...ratio, code: 'NEW', numerator: 'LN_BAL', denominator: 'NOPE' }, '/denominator'],
      [formula(part, known), '/formula/left/metric'],
      [formula(known, part), '/formula/right/metric'],
    ] as const) {
      const when = spec();
      when('regulators.DefineMetric', balance);
      const answer = when('regulators.DefineMetric', body);
      expect(answer).toMatchObject({ codes: ['UNKNOWN_METRIC'], awaitsReference: true });
      expect(answer.issues[0]).toMatchObject({ path, found: 'NOPE' });
    }
  });

  it('lets no metric be a part of itself, however far round and whatever the version', () => {
    const from = (code: string, of: string, version = 1) => ({
      ...balance,
      code,
      version,
      formula: { operation: 'DIFFERENCE', left: { metric: of }, right: { metric: 'LN_BAL' } },
    });
    const when = spec();
    const define = (body: object) => when('regulators.DefineMetric', body);
    define(balance);
    expect(define(from('ZA', 'ZA'))).toMatchObject({
      codes: ['METRIC_CYCLE'],
      awaitsReference: false,
      issues: [{ path: '/formula/left/metric', found: 'ZA → ZA' }],
    });
    define({ ...balance, code: 'ZD' });
    for (const [code, of] of [
      ['ZE', 'ZD'],
      ['ZF', 'ZE'],
    ] as const) {
      expect(define(from(code, of)).type).toBe('MetricDefined');
    }
    const round = define({ ...from('ZD', 'ZF', 2), effectiveFrom: '2030-01' });
    expect(round.issues[0]).toMatchObject({
      code: 'METRIC_CYCLE',
      message: { en: expect.stringContaining('ZD → ZF → ZE → ZD') as string },
    });
    const halves = { numerator: ratio.code, denominator: 'LN_BAL' };
    for (const metric of METRIC_DEFINITIONS) define(metric);
    expect(define({ ...ratio, version: 2, ...halves }).codes).toEqual(['METRIC_CYCLE']);
  });

  it('has what is needed to compute a ratio, whatever its additivity, and units that compare', () => {
    const when = defined();
    const codes = (more: object) =>
      when('regulators.DefineMetric', { ...balance, code: 'NEW', ...more }).codes;
    for (const additivity of ADDITIVITY) {
      const unit = 'RATIO';
      expect(codes({ additivity, unit })).toEqual(['RATIO_PARTS']);
      expect(codes({ additivity, unit, numerator: 'LN_BAL' })).toEqual(['RATIO_PARTS']);
    }
    const parts = { numerator: 'LN_BAL', denominator: 'LN_BRW' };
    expect(codes({ additivity: 'WAVG', unit: 'YUAN', ...parts })).toEqual(['RATIO_PARTS']);
    const [left, right] = [{ metric: 'LN_BAL' }, { metric: 'LN_BRW' }];
    for (const operation of ['DIFFERENCE', 'SHARE_OF_REPORTERS']) {
      expect(codes({ formula: { operation, left, right } })).toEqual(['METRIC_UNITS']);
    }
    const average = { operation: 'QUOTIENT', left, right };
    expect(codes({ formula: average, unit: 'RATIO' })).toEqual(['METRIC_UNITS']);
    const upside = { operation: 'QUOTIENT', left: right, right: left };
    expect(codes({ formula: upside })).toEqual(['METRIC_UNITS']);
    const halves = { numerator: 'LN_BAL', denominator: 'LN_BRW' };
    expect(codes({ additivity: 'RATIO', unit: 'RATIO', ...halves })).toEqual(['METRIC_UNITS']);
    expect(codes({ formula: average })).toEqual([]);
  });

  it('finds rows, columns and parts that a form does not have', () => {
    const when = defined();
    const [row, ...rows] = TF01.rows;
    const broken = {
      ...TF01,
      rows: [{ ...row!, parts: ['1', '9.9'] }, ...rows, rows[0]!],
      rules: [{ ...TF01.rules[0]!, rows: ['8.8'], columns: ['Z'] }],
    };
    expect(when('regulators.DefineReturn', broken).issues).toMatchObject([
      { code: 'DUPLICATE_CODE', found: rows[0]!.code },
      { code: 'UNKNOWN_CELL', path: '/rows/0/parts', found: '1' },
      { code: 'UNKNOWN_CELL', path: '/rows/0/parts', found: '9.9' },
      { code: 'UNKNOWN_CELL', path: '/rules/0/rows', found: '8.8' },
      { code: 'UNKNOWN_CELL', path: '/rules/0/columns', found: 'Z' },
    ]);
  });
});

describe('forms', () => {
  it('have rules that banks can judge by', () => {
    const when = defined();
    const rule = { ...TF01.rules[0]!, assert: ['about', ['const', '1'], ['const', '2']] };
    const codes = when('regulators.DefineReturn', { ...TF01, rules: [rule] }).codes;
    expect(codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('history', () => {
  it('is closed once', () => {
    const when = spec();
    expect(when('regulators.CloseHistory', { reason: 'import done' }).type).toBe('HistoryClosed');
    expect(when('regulators.CloseHistory', { reason: 'import done' }).type).toBe('SAME');
    expect(when('regulators.CloseHistory', { reason: 'once more' }).codes).toEqual([
      'HISTORY_CLOSED',
    ]);
  });
});

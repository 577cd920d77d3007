import { specification } from '@qianfan/kit/testing/specification';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { REGULATORS_FACTS } from '@qianfan/schema/facts/regulators';
import { TF01 } from '@qianfan/schema/returns/tf01';
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
  }).when;

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
    const when = spec();
    const { denominator: _, ...half } = ratio;
    expect(when('regulators.DefineMetric', half).codes).toEqual(['RATIO_PARTS']);
    const divided = { ...balance, numerator: 'LN_BAL', denominator: 'LN_BAL' };
    expect(when('regulators.DefineMetric', divided).codes).toEqual(['RATIO_PARTS']);
  });

  it('finds rows, columns and parts that a form does not have', () => {
    const when = spec();
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
    const when = spec();
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

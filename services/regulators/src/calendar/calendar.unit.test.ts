import { specification } from '@qianfan/kit/testing/specification';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { REGULATORS_FACTS } from '@qianfan/schema/facts/regulators';
import { parseInstant } from '@qianfan/schema/kernel/instant';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { describe, expect, it } from 'vitest';
import { definitionStreams } from '../definitions/definitions.state.ts';
import { definitionCommands } from '../definitions/definitions.ts';
import { calendarStreams } from './calendar.state.ts';
import { calendarCommands } from './calendar.ts';
import { filingStatus, owes } from './lateness.ts';

const december = {
  form: 'TF01',
  period: '2024-12',
  deadline: '2025-01-13T18:00:00+08:00',
  release: '2025-01-20T10:00:00+08:00',
};

const calendar = () => {
  const { when } = specification(
    {
      service: 'regulators',
      commands: [...definitionCommands, ...calendarCommands],
      streams: [...definitionStreams, ...calendarStreams],
      facts: REGULATORS_FACTS,
      reference: createReferenceBook,
    },
    METRIC_DEFINITIONS.map((it) => ['regulators.MetricDefined.v1', it]),
  );
  return {
    define: () => when('regulators.DefineReturn', TF01),
    open: (more: object = {}) => when('regulators.OpenPeriod', { ...december, ...more }),
  };
};

describe('a reporting period', () => {
  it('opens for a form that is defined, with deadline and release', () => {
    const { define, open } = calendar();
    expect(open().codes).toEqual(['UNKNOWN_FORM']);
    define();
    expect(open()).toMatchObject({ type: 'ReportingPeriodOpened', body: december });
  });

  it('has the length of the form and is not before it', () => {
    const { define, open } = calendar();
    define();
    expect(open({ period: '2024-Q4' }).codes).toEqual(['PERIOD_FREQUENCY']);
    expect(open({ period: '1999-12' }).codes).toEqual(['UNKNOWN_FORM']);
  });

  it('ends before its deadline, and is due before its release', () => {
    const { define, open } = calendar();
    define();
    const hurried = { deadline: '2024-12-31T23:59:59.999999+08:00' };
    expect(open(hurried).issues).toMatchObject([{ code: 'DATE_ORDER', path: '/deadline' }]);
    expect(open({ release: december.deadline }).issues).toMatchObject([
      { code: 'DATE_ORDER', path: '/release' },
    ]);
    expect(open({ deadline: '2025-02-30T00:00:00Z' }).codes).toEqual(['NO_SUCH_DATE']);
  });

  it('opened again is extended; the same again is the same', () => {
    const { define, open } = calendar();
    define();
    const first = open();
    expect(open()).toMatchObject({ type: 'SAME', pos: first.pos });
    expect(open({ deadline: '2025-01-15T18:00:00+08:00' }).type).toBe('ReportingPeriodOpened');
  });
});

describe('a filer', () => {
  const at = (text: string) => parseInstant(`${text}+08:00`)!;
  const deadline = at('2025-01-13T18:00:00');
  const status = (cut: string, receivedAt?: string) =>
    filingStatus(
      { period: '2024-12', deadline, receivedAt: receivedAt ? at(receivedAt) : undefined },
      at(cut),
    );

  it('stands where the cut says', () => {
    expect(status('2024-12-31T23:59:59.999999')).toBe('NOT_DUE');
    expect(status('2025-01-01T00:00:00')).toBe('DUE');
    expect(status('2025-01-13T18:00:00')).toBe('DUE');
    expect(status('2025-01-13T18:00:00.000001')).toBe('MISSING');
  });

  it('is on time up to the deadline itself', () => {
    expect(status('2025-02-01T00:00:00', '2025-01-13T18:00:00')).toBe('ON_TIME');
    expect(status('2025-02-01T00:00:00', '2025-01-13T18:00:00.000001')).toBe('LATE');
  });

  it('owes what the register says for the last month of the period', () => {
    const duties = [
      { form: 'TF01', from: '2023-01', to: '2024-11' },
      { form: 'TF05', from: '2024-12' },
    ];
    expect(owes(duties, 'TF01', '2024-11')).toBe(true);
    expect(owes(duties, 'TF01', '2024-12')).toBe(false);
    expect(owes(duties, 'TF05', '2024-Q4')).toBe(true);
    expect(owes(duties, 'TF05', '2024-Q3')).toBe(false);
  });
});

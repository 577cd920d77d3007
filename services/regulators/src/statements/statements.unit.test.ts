import { specification } from '@qianfan/kit/testing/specification';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { REGULATORS_FACTS } from '@qianfan/schema/facts/regulators';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { describe, expect, it } from 'vitest';
import { metricsReducers } from '../metrics/metrics.projection.ts';
import { statementReducers } from './statements.projection.ts';
import { statementStreams } from './statements.state.ts';
import { statementCommands } from './statements.ts';

const organisation = (code: string, kind: string): [string, object] => [
  'regulators.OrganisationRegistered.v1',
  { code, name: { zh: code, en: code }, kind, area: '36', obligations: [] },
];
const KNOWN: [string, object][] = [
  ...METRIC_DEFINITIONS.map((it): [string, object] => ['regulators.MetricDefined.v1', it]),
  organisation('REG_NFRA_JX', 'REGULATOR'),
  organisation('PRG_DOST', 'PROGRAMME'),
  organisation('BNK_CMB_NC', 'BANK'),
];
const CLAIM = {
  statement: 'F108',
  publisher: 'REG_NFRA_JX',
  by: 'BNK_CMB_NC',
  source: { title: '千帆竞发', place: '99', on: '2025-03-31' },
  text: { zh: '“科创贷”最高授信额3000万元', en: 'a Kechuangdai line is 30 million yuan at most' },
  period: '2025-03',
  figure: { metric: 'PRD_MAX_LIMIT', reporter: 'BNK_CMB_NC', product: 'BNK_CMB_NC.KECHUANGDAI' },
  value: '3000',
  unit: '万元',
  qualifier: 'AT_MOST',
};
const publish = () => {
  const { when } = specification(
    {
      service: 'regulators',
      commands: statementCommands,
      streams: statementStreams,
      facts: REGULATORS_FACTS,
      reference: createReferenceBook,
    },
    KNOWN,
  );
  return (more: object = {}) => when('regulators.PublishStatement', { ...CLAIM, ...more });
};

describe('a statement', () => {
  it('is recorded by a regulator, whosever words they are', () => {
    expect(publish()().type).toBe('StatementPublished');
  });

  it('of another is none of a programme’s office', () => {
    const say = publish();
    expect(say({ publisher: 'PRG_DOST' }).codes).toEqual(['STATEMENT_OF_ANOTHER']);
    expect(say({ publisher: 'PRG_DOST', by: 'PRG_DOST' }).type).toBe('StatementPublished');
  });

  it('comes from a day that exists and an organisation that is registered', () => {
    const say = publish();
    expect(say({ source: { title: '-', on: '2025-02-30' } }).codes).toEqual(['NO_SUCH_DATE']);
    expect(say({ by: 'BNK_NOPE' }).codes).toEqual(['UNKNOWN_ORGANISATION']);
  });

  it('is corrected by a statement of the same id, and never becomes a figure', () => {
    const say = publish();
    say();
    expect(say({ value: '2900' }).type).toBe('StatementPublished');
    expect(Object.keys(statementReducers)).toEqual(['regulators.StatementPublished.v1']);
    expect(Object.keys(metricsReducers)).not.toContain('regulators.StatementPublished.v1');
  });
});

import { describe, expect, it } from 'vitest';
import { sentenceOf, type Saying } from './sentence.ts';

const BREAK = { zh: '口径中断', en: 'break in series' };

const loans: Saying = {
  subject: { zh: '高新技术企业贷款余额', en: 'High-tech enterprises Loan balance' },
  where: { zh: '全省', en: 'Province' },
  period: '2024-12',
  span: 'POINT',
  unit: 'YUAN',
  value: '286450000000.00',
  money: 'YI',
  counted: null,
  remarks: [],
  moves: [{ kind: 'YOY', value: '0.099', remarks: [] }],
};

describe('a figure becomes a sentence of 通报用语', () => {
  it.each<[string, Partial<Saying>, Parameters<typeof sentenceOf>[1], string]>([
    [
      'an amount with growth',
      {},
      'EXACT',
      '截至2024年12月末，全省高新技术企业贷款余额2864.50亿元，同比增长9.90%。',
    ],
    ['余', {}, 'REST', '截至2024年12月末，全省高新技术企业贷款余额2864余亿元，同比增长9.90%。'],
    ['近', {}, 'ROUND', '截至2024年12月末，全省高新技术企业贷款余额近2900亿元，同比增长9.90%。'],
    [
      '超',
      { value: '281000000000.00' },
      'ROUND',
      '截至2024年12月末，全省高新技术企业贷款余额超2800亿元，同比增长9.90%。',
    ],
    [
      'a round number says neither',
      { value: '280000000000.00' },
      'ROUND',
      '截至2024年12月末，全省高新技术企业贷款余额2800亿元，同比增长9.90%。',
    ],
    [
      '倍',
      { moves: [{ kind: 'YOY', value: '14.999869', remarks: [BREAK] }] },
      'EXACT',
      '截至2024年12月末，全省高新技术企业贷款余额2864.50亿元，同比增长15倍（口径中断）。',
    ],
    [
      '个百分点, never % of a ratio',
      {
        subject: { zh: '高新技术企业不良贷款率', en: 'NPL ratio' },
        unit: 'RATIO',
        value: '0.0138',
        moves: [
          { kind: 'YTD', value: '-0.005702', remarks: [] },
          { kind: 'MOM', value: '0', remarks: [] },
        ],
      },
      'EXACT',
      '截至2024年12月末，全省高新技术企业不良贷款率为1.38%，较年初下降0.57个百分点，环比持平。',
    ],
    [
      'a flow is of a span',
      {
        span: 'PERIOD',
        subject: { zh: '当季贷款发放额', en: 'Loans drawn in the quarter' },
        period: '2024-Q4',
        moves: [{ kind: 'YOY', value: '-0.1', remarks: [] }],
      },
      'EXACT',
      '2024年四季度，全省当季贷款发放额2864.50亿元，同比下降10.00%。',
    ],
  ])('%s', (_name, change, style, expected) => {
    expect(sentenceOf({ ...loans, ...change }, style)).toBe(expected);
  });

  it('a flag and who is behind it stand beside the number, in both languages', () => {
    const contracts = { zh: '逐笔合同 10/185 家', en: 'contracts of 10/185' };
    const saying = { ...loans, remarks: [contracts] };
    expect(sentenceOf(saying)).toContain('2864.50亿元（逐笔合同 10/185 家），同比');
    expect(sentenceOf(saying, 'EXACT', 'en')).toBe(
      'As of the end of Dec 2024, Province: High-tech enterprises Loan balance 2,864.50 CNY 100 million (contracts of 10/185), +9.90% on year.',
    );
  });

  it('of a growth the growth alone is said', () => {
    const moves = [{ kind: 'YOY', value: '0.099', remarks: [BREAK] }] as const;
    expect(sentenceOf({ ...loans, value: null, moves })).toBe(
      '截至2024年12月末，全省高新技术企业贷款余额同比增长9.90%（口径中断）。',
    );
  });

  it.each(['户', '家', '年'])('a number is counted in its own %s', (zh) => {
    const counted = { zh, en: '' };
    expect(sentenceOf({ ...loans, unit: 'COUNT', value: '10', counted })).toContain(
      `余额10${zh}，`,
    );
  });

  it.each(['2024-12', '2024-Q4', '2024'])(
    'only what stands at the end of %s has a 截至',
    (period) => {
      for (const span of ['POINT', 'PERIOD', 'SINCE_START', 'NONE'] as const) {
        const isOfDay = span === 'POINT' || span === 'SINCE_START';
        const said = sentenceOf({ ...loans, period, span });
        expect(said.startsWith('截至')).toBe(isOfDay);
        expect(/^[^，]*末，/.test(said)).toBe(isOfDay);
        expect(sentenceOf({ ...loans, period, span }, 'EXACT', 'en').startsWith('As of')).toBe(
          isOfDay,
        );
      }
    },
  );
});

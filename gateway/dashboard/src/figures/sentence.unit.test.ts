import { describe, expect, it } from 'vitest';
import { sentenceOf, type Told } from './sentence.ts';

const loans: Told = {
  subject: '高新技术企业贷款余额',
  where: '全省',
  period: '2024-12',
  isStock: true,
  unit: 'YUAN',
  value: '286450000000.00',
  money: 'YI',
  moves: { yoy: '0.099', ytd: null, mom: null },
};

describe('a figure becomes a sentence of 通报用语', () => {
  it.each<[string, Partial<Told>, Parameters<typeof sentenceOf>[1], string]>([
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
      { moves: { yoy: '14.999869', ytd: null, mom: null } },
      'EXACT',
      '截至2024年12月末，全省高新技术企业贷款余额2864.50亿元，同比增长15倍。',
    ],
    [
      '个百分点, never % of a ratio',
      {
        subject: '高新技术企业不良贷款率',
        unit: 'RATIO',
        value: '0.0138',
        moves: { yoy: null, ytd: '-0.005702', mom: '0' },
      },
      'EXACT',
      '截至2024年12月末，全省高新技术企业不良贷款率为1.38%，较年初下降0.57个百分点，环比持平。',
    ],
    [
      'a flow is of a span',
      {
        isStock: false,
        subject: '贷款发放额',
        period: '2024-Q4',
        moves: { yoy: '-0.1', ytd: null, mom: null },
      },
      'EXACT',
      '2024年四季度，全省贷款发放额2864.50亿元，同比下降10.00%。',
    ],
  ])('%s', (_name, change, style, expected) => {
    expect(sentenceOf({ ...loans, ...change }, style)).toBe(expected);
  });
});

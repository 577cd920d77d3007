import type { StatementPublished } from '@qianfan/schema/facts/regulators';
import { commandAt, type DemoCommand, instantOf } from '../command.ts';
import { CMB } from './products.ts';

const PUBLISHER = 'REG_NFRA_JX';
const SOURCE = '千帆竞发——江西科技金融实干巡礼（江西日报）';

type Claim = Omit<StatementPublished, 'statement' | 'publisher' | 'source' | 'text'> & {
  line: number;
  text: [zh: string, en: string];
};

const KECHUANGDAI = { reporter: CMB, area: '36', product: `${CMB}.KECHUANGDAI` };

/** Numbers of the source that no measurement can answer: kept as what was said, by the number of the figure. */
const CLAIMS: Record<string, Claim> = {
  F023: {
    line: 25,
    by: PUBLISHER,
    text: [
      '知识产权质押贷款余额同比增长23.7%',
      'IP-pledge loans outstanding grew by 23.7% on the year',
    ],
    period: '2024-12',
    figure: { metric: 'IPP_BAL', area: '36', basis: 'RETURN', transform: 'YOY' },
    value: '23.7',
    unit: '%',
    qualifier: 'EXACT',
    level: 'NOT_PUBLISHED',
  },
  F108: {
    line: 99,
    by: CMB,
    text: ['“科创贷”最高授信额3000万元', 'a line of Kechuangdai is 30 million yuan at most'],
    period: '2025-03',
    figure: { metric: 'PRD_MAX_LIMIT', basis: 'EVENT', ...KECHUANGDAI },
    value: '3000',
    unit: '万元',
    qualifier: 'AT_MOST',
  },
  F109: {
    line: 99,
    by: CMB,
    text: ['“科创贷”上线一年', 'Kechuangdai was launched a year ago'],
    period: '2025-03',
    figure: { metric: 'PRD_AGE', basis: 'EVENT', ...KECHUANGDAI },
    value: '1',
    unit: '年',
    qualifier: 'EXACT',
  },
};

/** The regulator records what was printed, as claims. The day on which the article appeared is not in it. */
export const statementCommands = (): DemoCommand[] =>
  Object.entries(CLAIMS).map(
    ([
      statement,
      {
        line,
        text: [zh, en],
        ...claim
      },
    ]) => {
      const body: StatementPublished = {
        statement,
        publisher: PUBLISHER,
        source: { title: SOURCE, place: `第${line}行` },
        text: { zh, en },
        ...claim,
      };
      return commandAt(instantOf('2025-04-01', '09:00'), {
        id: `statement:${statement}`,
        type: 'regulators.PublishStatement',
        body,
      });
    },
  );

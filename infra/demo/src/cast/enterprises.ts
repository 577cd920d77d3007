import type { EnterpriseRegistered } from '@qianfan/schema/facts/regulators';
import { commandAt, type DemoCommand, instantOf } from '../command.ts';

/** An enterprise of the demonstration; `industries` are the rows of TF01 that its loans are for (1.2.1 to 1.2.4). */
export interface DemoEnterprise {
  index: number;
  id: string;
  county: string;
  industries: readonly string[];
  record: EnterpriseRegistered;
}

/** Invented, and marked as such: no name here is meant to be anybody's. */
const NAMES = [
  ['云帆', 'Yunfan'],
  ['星槎', 'Xingcha'],
  ['沧舟', 'Cangzhou'],
  ['青鹭', 'Qinglu'],
  ['鹤汀', 'Heting'],
  ['落霞', 'Luoxia'],
  ['秋水', 'Qiushui'],
  ['长天', 'Changtian'],
  ['翠岭', 'Cuiling'],
  ['瓷光', 'Ciguang'],
  ['赤壤', 'Chirang'],
  ['晴川', 'Qingchuan'],
  ['雁回', 'Yanhui'],
  ['松涛', 'Songtao'],
  ['竹影', 'Zhuying'],
  ['稻浪', 'Daolang'],
  ['柚香', 'Youxiang'],
  ['烛照', 'Zhuzhao'],
  ['砚池', 'Yanchi'],
  ['渔火', 'Yuhuo'],
] as const;

const TRADES = [
  ['新材料', 'New Materials', ['1.2.3']],
  ['智能装备', 'Intelligent Equipment', ['1.2.1', '1.2.3']],
  ['生物医药', 'Biopharma', ['1.2.1', '1.2.4']],
  ['电子信息', 'Electronics', ['1.2.1', '1.2.4']],
  ['软件', 'Software', ['1.2.2']],
  ['农业科技', 'Agritech', []],
] as const;

const COUNTIES = [
  '360111',
  '360113',
  '360121',
  '360402',
  '360403',
  '360481',
  '360702',
  '360703',
  '360704',
  '360202',
  '360902',
  '361102',
];

const STAGES = ['SEED', 'STARTUP', 'GROWTH', 'GROWTH', 'STABLE'] as const;

const COUNT = 60;
/** 某企业: every twelfth has no name in the register. */
const isAnonymous = (index: number): boolean => index % 12 === 11;

function enterpriseAt(index: number): DemoEnterprise {
  const id = `E${String(index + 1).padStart(4, '0')}`;
  const county = COUNTIES[index % COUNTIES.length]!;
  const round = Math.floor(index / NAMES.length);
  const [zh, en] = NAMES[index % NAMES.length]!;
  const [trade, tradeEn, industries] = TRADES[(index + 2 * round) % TRADES.length]!;
  const name = isAnonymous(index)
    ? null
    : { zh: `${zh}${trade}（演示）`, en: `${en} ${tradeEn} (demo)` };
  const record = { id, name, county, stage: STAGES[index % STAGES.length]! };
  return { index, id, county, industries, record };
}

export const DEMO_ENTERPRISES: readonly DemoEnterprise[] = Array.from({ length: COUNT }, (_, n) =>
  enterpriseAt(n),
);

export const enterpriseCommands = (): DemoCommand[] =>
  DEMO_ENTERPRISES.map(({ id, record }) =>
    commandAt(instantOf('2023-01-04', '09:00'), {
      id: `enterprise:${id}`,
      type: 'regulators.RegisterEnterprise',
      body: record,
    }),
  );

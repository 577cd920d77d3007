import { COUNTIES } from '@qianfan/schema/codelists/areas';
import type { EnterpriseRegistered } from '@qianfan/schema/facts/regulators';
import { commandAt, type DemoCommand, instantOf } from '../command.ts';
import { brand, BRANDS, invented } from './names.ts';
import { between, hash, weighted } from './random.ts';

/** What a firm may be: an H in its classes = HNTE, T = tech SME, I = innovative SME, S = SRDI, O = other list. */
const CLASSES: readonly (readonly [classes: string, weight: number])[] = [
  ['HTIS', 130],
  ['HTI', 80],
  ['HT', 55],
  ['H', 50],
  ['HIS', 35],
  ['TIS', 25],
  ['TI', 80],
  ['T', 380],
  ['I', 50],
  ['IS', 10],
  ['O', 20],
  ['', 85],
];

const TRADES: readonly (readonly [zh: string, en: string, industries: readonly string[]])[] = [
  ['新材料', 'New Materials', ['1.2.3']],
  ['智能装备', 'Intelligent Equipment', ['1.2.1', '1.2.3']],
  ['生物医药', 'Biopharma', ['1.2.1', '1.2.4']],
  ['电子信息', 'Electronics', ['1.2.1', '1.2.4']],
  ['软件', 'Software', ['1.2.2']],
  ['农业科技', 'Agritech', []],
  ['有色金属', 'Metals', ['1.2.4']],
  ['新能源', 'New Energy', ['1.2.3', '1.2.4']],
  ['检测技术', 'Testing', ['1.2.2']],
  ['陶瓷科技', 'Ceramics', []],
  ['航空部件', 'Aviation Parts', ['1.2.1', '1.2.3']],
  ['环保科技', 'Environment', ['1.2.3']],
];

const STAGES = ['SEED', 'STARTUP', 'GROWTH', 'GROWTH', 'STABLE'] as const;

/** An enterprise of the province; loans to it are for its industries (rows 1.2.1 to 1.2.4). */
export interface Firm {
  index: number;
  id: string;
  county: string;
  classes: string;
  industries: readonly string[];
  /** How much it borrows beside others. */
  size: number;
}

/** 南昌. */
const CAPITAL = '3601';

const pickClasses = weighted(CLASSES.map(([, weight]) => weight));
/** Twice as many firms in the districts of cities as in counties, and three times as many where the capital is. */
const pickCounty = weighted(
  COUNTIES.map(
    ({ name, parent }) => (name.zh.endsWith('区') ? 2 : 1) * (parent === CAPITAL ? 3 : 1),
  ),
);
/** A brand has another trade each time it comes again, so that no two firms have one name. */
const tradeOf = (index: number) =>
  TRADES[(hash(5, index % BRANDS) + Math.floor(index / BRANDS)) % TRADES.length]!;

function firmAt(index: number): Firm {
  const [classes] = CLASSES[pickClasses(hash(1, index))]!;
  // Who needs to be small to be a tech SME borrows less than who does not.
  const least = classes.includes('T') || !classes.includes('H') ? 2 : 14;
  return {
    index,
    id: `E${String(index + 1).padStart(5, '0')}`,
    county: COUNTIES[pickCounty(hash(2, index))]!.code,
    classes,
    industries: classes === '' && tradeOf(index)[2].length === 0 ? ['1.2.2'] : tradeOf(index)[2],
    size: least + between(1, 6, 3, index) * between(1, 6, 4, index),
  };
}

export const firmsOf = (count: number): Firm[] =>
  Array.from({ length: count }, (_, index) => firmAt(index));

/** 某企业: every fiftieth has no name in the register. */
function nameOf({ index }: Firm): EnterpriseRegistered['name'] {
  if (index % 50 === 49) return null;
  const { zh, en } = brand(index % BRANDS);
  const [trade, tradeEn] = tradeOf(index);
  return invented(zh + trade, `${en} ${tradeEn}`);
}

type Stage = (typeof STAGES)[number];

export const stageOf = ({ index }: Pick<Firm, 'index'>): Stage =>
  STAGES[hash(6, index) % STAGES.length]!;

export const firmCommands = (firms: readonly Firm[]): DemoCommand[] =>
  firms.map((firm) => {
    const { id, county } = firm;
    return commandAt(instantOf('2023-01-04', '09:00'), {
      id: `enterprise:${id}`,
      type: 'regulators.RegisterEnterprise',
      body: { id, name: nameOf(firm), county, stage: stageOf(firm) } satisfies EnterpriseRegistered,
    });
  });

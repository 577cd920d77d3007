import type { Issue, Text } from '../kernel/issue.ts';
import { parseHundredths } from '../kernel/money.ts';
import { blocksOf } from './blocks.ts';
import type { Filed } from './evaluate.ts';
import type { ReturnForm } from './form.ts';
import { cellIndex } from './grid.ts';

/** 万元 and 元: what a unit that was mistaken multiplies every amount with, or divides it by. */
const FACTOR = 10_000n;
/** Between two periods amounts also move by themselves, and those since January begin anew: up to so many times. */
const NOISE = 20n;
/** Fewer amounts than these may all grow out of nothing. */
const PAIRS_MIN = 3;

interface Pair {
  before: bigint;
  now: bigint;
}

/** T-00: nearly every amount of a return is some 10,000 times that of the one before, or one 10,000th of it. */
export function unitJump(now: Filed, before: Filed, period: string): Issue[] {
  const pairs = pairsOf(now, before);
  const jumped = [up, down].find((far) => pairs.filter(far).length * 10 >= pairs.length * 9);
  if (pairs.length < PAIRS_MIN || !jumped) return [];
  return [jumped === up ? tooLarge(period) : tooSmall(period)];
}

const near = (large: bigint, small: bigint): boolean =>
  large * NOISE >= small * FACTOR && large <= small * FACTOR * NOISE;
const up = ({ now, before }: Pair): boolean => near(now, before);
const down = ({ now, before }: Pair): boolean => near(before, now);

/** The amounts that both returns state, other than zero, wherever they stand in the versions of the form. */
function pairsOf(now: Filed, before: Filed): Pair[] {
  const earlier = new Map(gridsOf(before).map(({ area, cells }) => [area, cells]));
  const columns = now.form.columns.filter(({ kind }) => kind === 'AMOUNT');
  return gridsOf(now).flatMap(({ area, cells }) =>
    now.form.rows.flatMap(({ code: row }) =>
      columns.flatMap(({ code: column }) => {
        const pair = {
          now: amountAt(now.form, cells, row, column),
          before: amountAt(before.form, earlier.get(area) ?? [], row, column),
        };
        return pair.now > 0n && pair.before > 0n ? [pair] : [];
      }),
    ),
  );
}

const gridsOf = ({ form, areas = [], cells }: Filed) => blocksOf(form, areas, cells);

function amountAt(form: ReturnForm, cells: Filed['cells'], row: string, column: string): bigint {
  const index = cellIndex(form, row, column);
  const amount = parseHundredths((index < 0 ? undefined : cells[index]) ?? '') ?? 0n;
  return amount < 0n ? -amount : amount;
}

const issue = (zh: string, en: string, fix: Text): Issue => ({
  code: 'T-00',
  severity: 'ERROR',
  path: '/cells',
  message: { zh, en },
  fix,
});

const otherwise = (period: string) => ({
  zh: `若本表无误，则 ${period} 的报表单位有误：请先更正 ${period}，再报本表`,
  en: `if this return is right, that of ${period} is not: correct ${period} first, then file this one`,
});

const tooLarge = (period: string): Issue =>
  issue(
    `几乎所有金额都约为 ${period} 的一万倍：本表以万元计，填报的可能是元`,
    `nearly every amount is some 10,000 times that of ${period}: this form is in 万元, and what is stated may be yuan`,
    {
      zh: `请将金额除以 10000；${otherwise(period).zh}`,
      en: `divide the amounts by 10,000; ${otherwise(period).en}`,
    },
  );

const tooSmall = (period: string): Issue =>
  issue(
    `几乎所有金额都约为 ${period} 的一万分之一：填报的可能是亿元，或上期误以元填报`,
    `nearly every amount is about one 10,000th of that of ${period}: what is stated may be 亿元, or the earlier one was in yuan`,
    {
      zh: `本表以万元计，请将金额乘以 10000；${otherwise(period).zh}`,
      en: `this form is in 万元: multiply the amounts by 10,000; ${otherwise(period).en}`,
    },
  );

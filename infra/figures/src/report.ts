import { divideRatios, type Ratio } from '@qianfan/schema/kernel/ratio';
import type { Compared, Comparison } from './compare.ts';
import { type CrossCompared, type CrossVerdict, decisive } from './cross.ts';
import { decimalText } from './exact.ts';
import { table } from './table.ts';
import { tally } from './tally.ts';
import { factorOf, inBase, inUnit, type Units } from './units.ts';
import type { Verdict } from './verdict.ts';

const FIGURE_WORDS: Record<Verdict, string> = {
  IN_BAND: '✓ 相符 in band',
  OUT_OF_BAND: '✗ 不符 out of band',
  CONTRADICTED: '≠ 与公布数矛盾 contradicted',
  GROWTH_ONLY: '· 仅公布增速，余额未公布 growth only, level not published',
  STATEMENT: '· 仅为表述 a claim',
  NOT_YET: '… 尚未建设 not yet',
};

const CROSS_WORDS: Record<CrossVerdict, string> = {
  HOLDS: '✓ 成立 holds',
  RULE: '✓ 规则生效 enforced',
  UNDECIDABLE: '? 无法判定 undecidable',
  CONTRADICTED: '≠ 公布数自相矛盾 contradicted',
  FAILS: '✗ 不成立 fails',
  NOT_YET: '… 尚未建设 not yet',
};

/** The comparison for the reader of a terminal: Chinese first. */
export function reportOf(units: Units, comparison: Comparison): string {
  const { cut, figures, crossChecks, off } = comparison;
  return [
    `公布的数字与系统由事实算得的数字 published and computed figures\n截至 as of ${cut ?? '—'}\n\n`,
    table(
      [
        '编号',
        '指标 measure',
        '>公布 published',
        '>算得 computed',
        '容许区间 band',
        '结论 verdict',
      ],
      figures.map((it) => figureRow(units, it)),
    ),
    ...figures.flatMap((it) => partingOf(units, it)),
    ...claimLines(figures),
    '\n勾稽关系 cross-checks\n\n',
    table(
      ['编号', '关系 identity', '>左 left', '', '>右 right', '结论 verdict'],
      crossChecks.map(crossRow),
    ),
    '\n',
    `指标 measures: ${tally(figures)}\n`,
    `勾稽 cross-checks: ${tally(crossChecks)}\n`,
    off.length === 0
      ? '✓ 全部符合预期 all as expected\n'
      : `✗ ${off.length} 项不符 off: ${off.join(' ')}\n`,
  ].join('');
}

function figureRow(units: Units, { measure, value, answer, verdict }: Compared): string[] {
  const { id, zh, unit, band, bound, needs } = measure;
  const found = value
    ? inUnit(units, value, unit)
    : verdict === 'OUT_OF_BAND'
      ? (answer?.status ?? '—')
      : '—';
  const end = bound.startsWith('lower') ? ')' : ']';
  const needed = verdict === 'NOT_YET' ? ` · ${needs}` : '';
  return [
    id,
    zh,
    `${measure.value} ${unit}`,
    found,
    `[${band[0]}, ${band[1]}${end}`,
    FIGURE_WORDS[verdict] + needed,
  ];
}

/** What is kept as said, with the fact that says it. */
function claimLines(figures: readonly Compared[]): string[] {
  const said = figures.flatMap(({ claim }) => (claim ? [claim] : []));
  if (said.length === 0) return [];
  return [
    '\n公开表述，只作表述 claims, kept as said\n\n',
    ...said.map(({ id, by, text, position }) => `${id}  ${text.zh}（${by}）  ${position}\n`),
  ];
}

/** A unit to read the parts of a share in. */
const PART_UNITS: Record<string, string> = { YUAN: '亿元', COUNT: '户' };

/** Where the system and the print part: the parts of the share, and the whole that the print would take. */
function partingOf(units: Units, { measure, answer, verdict, value }: Compared): string[] {
  if (verdict !== 'CONTRADICTED' || !value) return [];
  const { id, value: printed, unit, zh } = measure;
  const both = `公布 ${printed}${unit}，算得 ${inUnit(units, value, unit)}${unit}`;
  const head = `\n≠ ${id} ${zh}：${both} published and computed part\n`;
  const { numerator, denominator, partUnit } = answer ?? {};
  const share = inBase(units, printed, unit);
  const whole = numerator ? divideRatios(numerator, share) : undefined;
  const partsIn = PART_UNITS[partUnit ?? ''];
  if (!numerator || !denominator || !whole || !partsIn) return [head];
  const shown = (part: Ratio): string =>
    `${decimalText(divideRatios(part, factorOf(units, partsIn))!, 2)} ${partsIn}`;
  return [
    head,
    `  分子 numerator ${shown(numerator)}，分母 denominator ${shown(denominator)}；`,
    `公布数要求分母为 the print would take a denominator of ${shown(whole)}\n`,
  ];
}

function crossRow({ crossCheck, checks, refusal, verdict }: CrossCompared): string[] {
  const { id, identity, needs } = crossCheck;
  const told = decisive(checks);
  const side = (value: Ratio | null | undefined): string => (value ? decimalText(value, 6) : '—');
  const more = verdict === 'NOT_YET' ? ` · ${needs.join(' ')}` : refusal ? ` · ${refusal}` : '';
  return [
    id,
    identity,
    told ? side(told.left) : '',
    told?.check.op ?? '',
    told ? side(told.right) : '',
    CROSS_WORDS[verdict] + more,
  ];
}

import type { Text } from '@qianfan/schema/kernel/issue';
import type { Witness } from './row.ts';

/** What is wrong with one partition of a journal, and where: `pos` is the first bad position. */
export type Finding = { partition: number; pos: number } & (
  | { kind: 'ALTERED'; part: 'CONTENT' | 'HASH'; type: string; expected: string; found: string }
  | { kind: 'SWAPPED'; with: number }
  | { kind: 'MISSING'; to: number }
  | { kind: 'TRUNCATED'; to: number; witnesses: readonly Witness[] }
  | { kind: 'REWRITTEN'; from: number; witness: Witness }
  | { kind: 'NOT_RISING'; knownAt: number; found: number }
  | { kind: 'DISORDER'; after: number }
  | { kind: 'MORE'; count: number }
);

const WITNESSES: Record<Witness['by'], Text> = {
  HEAD: { zh: '链头', en: 'the head' },
  CURSOR: { zh: '读者游标', en: 'the cursor of reader' },
  ANCHOR: { zh: '审计方锚点', en: "the auditor's own anchor" },
};

const named = (witness: Witness): Text => ({
  zh: `${WITNESSES[witness.by].zh}${witness.name ? ` ${witness.name}` : ''}`,
  en: `${WITNESSES[witness.by].en}${witness.name ? ` ${witness.name}` : ''}`,
});

const span = (from: number, to: number): string => (from === to ? `${from}` : `${from}–${to}`);

/** The finding as a sentence. */
export function describe(finding: Finding): Text {
  switch (finding.kind) {
    case 'ALTERED':
      return finding.part === 'HASH'
        ? {
            zh: '哈希值被改动；内容与后续事实仍相符',
            en: 'its stored hash was changed; its content still fits the facts after it',
          }
        : {
            zh: `内容被改动（${finding.type}）：与其哈希值不符`,
            en: `its content was changed (${finding.type}): it does not fit its hash`,
          };
    case 'SWAPPED':
      return {
        zh: `与位置 ${finding.with} 的事实互换了位置`,
        en: `it changed places with the fact at ${finding.with}`,
      };
    case 'MISSING':
      return {
        zh: `事实 ${span(finding.pos, finding.to)} 已被删除`,
        en: `fact ${span(finding.pos, finding.to)} was deleted`,
      };
    case 'TRUNCATED': {
      const seenBy = finding.witnesses.map(named);
      return {
        zh: `日志被截断：缺 ${span(finding.pos, finding.to)}，曾见者：${seenBy.map(({ zh }) => zh).join('、')}`,
        en: `the journal was truncated: ${span(finding.pos, finding.to)} gone, seen by ${seenBy.map(({ en }) => en).join(', ')}`,
      };
    }
    case 'REWRITTEN': {
      const by = named(finding.witness);
      return {
        zh: `历史被改写：${span(finding.from, finding.pos)} 中至少一条不同于${by.zh}所见`,
        en: `history was rewritten: at least one of ${span(finding.from, finding.pos)} is not what ${by.en} saw`,
      };
    }
    case 'NOT_RISING':
      return {
        zh: `知悉时刻 ${finding.found} 未晚于前一事实的 ${finding.knownAt}`,
        en: `known-at ${finding.found} is not later than ${finding.knownAt} of the fact before it`,
      };
    case 'DISORDER':
      return {
        zh: `顺序错误：出现在位置 ${finding.after} 之后`,
        en: `out of order: it came after position ${finding.after}`,
      };
    case 'MORE':
      return {
        zh: `此后另有 ${finding.count} 条事实与其哈希值不符`,
        en: `${finding.count} further facts do not fit their hashes`,
      };
  }
}

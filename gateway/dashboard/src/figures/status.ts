import type { ObservationStatus } from '../data/operations.ts';
import type { Text } from '../words/text.ts';

/** Why a value is not there; none is ever shown as zero. */
export const STATUS: Record<ObservationStatus, Text> = {
  REPORTED: { zh: '已报', en: 'reported' },
  MISSING: { zh: '缺报', en: 'missing' },
  NOT_DUE: { zh: '未到期', en: 'not due' },
  INCOMPLETE: { zh: '不完整', en: 'incomplete' },
  NOT_COLLECTED: { zh: '未采集', en: 'not collected' },
  NOT_PUBLISHED: { zh: '未发布', en: 'not published' },
  UNDEFINED: { zh: '无定义', en: 'undefined' },
  NOT_DERIVABLE: { zh: '不可由累计数相减', en: 'not derivable from what is counted since January' },
};

/** 五级分类 */
export const LOAN_CLASSES = [
  'NORMAL',
  'SPECIAL_MENTION',
  'SUBSTANDARD',
  'DOUBTFUL',
  'LOSS',
] as const;

/** 不良 = 次级 + 可疑 + 损失 */
export const NON_PERFORMING: readonly string[] = ['SUBSTANDARD', 'DOUBTFUL', 'LOSS'];

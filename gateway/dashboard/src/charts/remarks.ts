/** A tooltip that says of a point what stands beside its number elsewhere: flags, why there is none, who is behind it. */
export const withRemarks =
  (points: readonly (readonly [name: string, value: number | null, remark: string])[]) =>
  (shown: { dataIndex: number } | readonly { dataIndex: number }[]): string => {
    const [first] = [shown].flat();
    const [name, value, remark] = points[first?.dataIndex ?? -1] ?? ['', null, ''];
    return [`${name}　${value?.toLocaleString('zh-CN') ?? '—'}`, remark].filter(Boolean).join('\n');
  };

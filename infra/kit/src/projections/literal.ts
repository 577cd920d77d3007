/** `{1,NULL,"a\"b"}` */
export function arrayLiteral(values: readonly unknown[]): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (typeof value === 'string') return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
    return String(value);
  });
  return `{${items.join(',')}}`;
}

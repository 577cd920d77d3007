const SPECIAL = /["\\]/;

/** `{1,NULL,"a\"b"}` */
export function arrayLiteral(values: readonly unknown[]): string {
  let items = '';
  for (const value of values) {
    if (items !== '') items += ',';
    if (value === null || value === undefined) items += 'NULL';
    else if (typeof value === 'string') items += `"${escape(value)}"`;
    else items += String(value);
  }
  return `{${items}}`;
}

const escape = (text: string): string =>
  SPECIAL.test(text) ? text.replaceAll(/["\\]/g, '\\$&') : text;

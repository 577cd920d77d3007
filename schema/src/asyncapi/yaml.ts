/** A key that YAML reads as the text that it is. */
const PLAIN_KEY = /^[A-Za-z_$][\w.$/-]*$/;

const key = (name: string): string => (PLAIN_KEY.test(name) ? name : JSON.stringify(name));

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/** Members and items in block style; every scalar as JSON writes it, which YAML 1.2 reads the same. */
function lines(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = inline(item) ?? lines(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value as object).flatMap(([name, member]) => {
    const text = inline(member);
    return text
      ? [`${indent}${key(name)}: ${text[0]}`]
      : [`${indent}${key(name)}:`, ...lines(member, `${indent}  `)];
  });
}

function inline(value: unknown): [string] | undefined {
  if (value === null || typeof value !== 'object') return [JSON.stringify(value)];
  if (isEmpty(value)) return [Array.isArray(value) ? '[]' : '{}'];
  return undefined;
}

/** JSON data as YAML text. */
export const toYaml = (value: object): string => `${lines(value, '').join('\n')}\n`;

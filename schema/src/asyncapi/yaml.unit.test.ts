import { expect, it } from 'vitest';
import { toYaml } from './yaml.ts';

it('writes data as YAML in block style, scalars quoted so that none changes its type', () => {
  const data = {
    'a-b': '1.0',
    'x y': [1, true, null, 'no'],
    nested: { list: [{ k: 'v', more: [] }, [1, [2]]], empty: {} },
    $ref: '#/a: b',
  };
  expect(toYaml(data)).toBe(
    [
      'a-b: "1.0"',
      '"x y":',
      '  - 1',
      '  - true',
      '  - null',
      '  - "no"',
      'nested:',
      '  list:',
      '    - k: "v"',
      '      more: []',
      '    - - 1',
      '      - - 2',
      '  empty: {}',
      '$ref: "#/a: b"',
      '',
    ].join('\n'),
  );
});

import type { ErrorEntry } from './entry.ts';
import { DOOR_ERRORS } from './door.ts';
import { FIGURE_ERRORS } from './figures.ts';
import { FILE_ERRORS } from './files.ts';
import { PROGRAMME_ERRORS } from './programmes.ts';
import { RECORD_ERRORS } from './records.ts';
import { REGISTER_ERRORS } from './register.ts';

const SECTIONS: [title: string, entries: Record<string, ErrorEntry>][] = [
  ['Doors 入口', DOOR_ERRORS],
  ['Register, lists, calendar and definitions 登记、名单、日历与口径', REGISTER_ERRORS],
  ['Records: returns and contracts 报表与合同', RECORD_ERRORS],
  ['Programmes 项目', PROGRAMME_ERRORS],
  ['Figures 指标', FIGURE_ERRORS],
  ['Files 文件', FILE_ERRORS],
];

const section = ([title, entries]: (typeof SECTIONS)[number]): string[] => [
  `## ${title}`,
  '',
  '| code | HTTP | meaning | what to do |',
  '| --- | --- | --- | --- |',
  ...Object.entries(entries).map(
    ([code, { http, message, fix }]) =>
      `| \`${code}\` | ${http} | ${message.zh}<br>${message.en} | ${fix.zh}<br>${fix.en} |`,
  ),
  '',
];

/** The text of `schema/errors.md`. */
export const errorsDocument = (): string =>
  [
    '# Error codes 错误代码',
    '',
    'Generated from `schema/src/errors` by `npm run generate`. GraphQL answers carry the code in `extensions.code`, outcomes in `issues[].code`;',
    'the HTTP status holds where the whole answer is that one error. Names in braces are filled in.',
    'The rules of a form (`S-01`, `V-02` …) are data of the form and are told by `returnForm(code, period)`.',
    '',
    ...SECTIONS.flatMap(section),
  ].join('\n');

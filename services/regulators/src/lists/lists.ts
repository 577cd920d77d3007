import * as Commands from '@qianfan/schema/commands/regulators';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { EnterpriseListPublished } from '@qianfan/schema/facts/regulators';
import { isDate } from '@qianfan/schema/kernel/period';
import { decided, error, type Latest, latestOf, on, type RegisterView, repeats } from '../decision.ts';

export const listStream = (list: string): string => `list:${list}`;

interface List extends Latest {
  version: number;
  issuer: string;
  validFrom: string;
}

/** An authority publishes its own lists only; regulators and importers act for all. */
const publishList: CommandType<EnterpriseListPublished, RegisterView> = {
  type: 'regulators.PublishList',
  schema: Commands.PublishList,
  roles: ['REGULATOR', 'PROGRAMME', 'IMPORTER'],
  actsFor: ({ issuer }) => issuer,
  key: ({ list }) => list,
  streams: ({ list }) => [listStream(list)],
  /** The order of members says nothing: sorted, the same list has one digest. */
  normal: (body) => ({ ...body, members: body.members.toSorted() }),
  decide: (input) => {
    const { body, reference, state } = input;
    const stream = listStream(body.list);
    const current = state<List>(stream);
    const issues = [...versionIssues(current, body), ...validityIssues(current, body)];
    const missing = reference.organisation(body.issuer) ? [] : [unknownIssuer(body.issuer)];
    return (
      repeats(current, input.digest) ??
      decided(
        input,
        {
          command: publishList.type,
          fact: 'regulators.EnterpriseListPublished.v1',
          stream,
          issues: [...issues, ...missing],
        },
        issues.length === 0,
      )
    );
  },
};

export const listCommands: readonly CommandType[] = [publishList];

export const listStreams: readonly StreamType[] = [
  {
    prefix: 'list',
    evolve: on<List, EnterpriseListPublished>(
      'regulators.EnterpriseListPublished.v1',
      (_, fact) => ({
        ...latestOf(fact),
        version: fact.body.version,
        issuer: fact.body.issuer,
        validFrom: fact.body.validFrom,
      }),
    ),
  },
];

function versionIssues(current: List | undefined, body: EnterpriseListPublished): Issue[] {
  const next = (current?.version ?? 0) + 1;
  return [
    ...(body.version === next
      ? []
      : [
          error(
            'STALE_REVISION',
            '/version',
            {
              zh: `名单 ${body.list} 的下一版本是 ${next}`,
              en: `The next version of list ${body.list} is ${next}`,
            },
            { found: String(body.version), expected: String(next) },
          ),
        ]),
    ...(current && current.issuer !== body.issuer
      ? [
          error(
            'CONFLICT',
            '/issuer',
            {
              zh: `名单 ${body.list} 由另一机构发布`,
              en: `List ${body.list} is published by another organisation`,
            },
            { found: body.issuer, expected: current.issuer },
          ),
        ]
      : []),
  ];
}

function validityIssues(current: List | undefined, body: EnterpriseListPublished): Issue[] {
  const { validFrom, validTo } = body;
  const dates: [string, string | undefined][] = [
    ['/validFrom', validFrom],
    ['/validTo', validTo],
  ];
  const impossible = dates.flatMap(([path, date]) =>
    date === undefined || isDate(date)
      ? []
      : [
          error(
            'BAD_USER_INPUT',
            path,
            { zh: `${date} 不是日历日期`, en: `${date} is not a calendar date` },
            { found: date },
          ),
        ],
  );
  const empty =
    validTo !== undefined && validTo <= validFrom
      ? [
          error(
            'BAD_USER_INPUT',
            '/validTo',
            { zh: '失效日须晚于生效日', en: 'A list ends after the day on which it starts' },
            { found: validTo, expected: `> ${validFrom}` },
          ),
        ]
      : [];
  const backwards =
    current && validFrom < current.validFrom
      ? [
          error(
            'CONFLICT',
            '/validFrom',
            {
              zh: '新版本的生效日不得早于上一版本',
              en: 'A version does not start before its predecessor',
            },
            { found: validFrom, expected: `>= ${current.validFrom}` },
          ),
        ]
      : [];
  return [...impossible, ...empty, ...backwards];
}

const unknownIssuer = (issuer: string): Issue =>
  error(
    'UNKNOWN_ORGANISATION',
    '/issuer',
    { zh: `发布机构 ${issuer} 未登记`, en: `The issuer ${issuer} is not registered` },
    { found: issuer, fix: { zh: '先登记该机构', en: 'Register the organisation first' } },
  );

import * as Commands from '@qianfan/schema/commands/regulators';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { EnterpriseRegistered, OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import { decided, error, type Latest, latestOf, on, type RegisterView, repeats } from '../decision.ts';
import { isArea } from '../areas.ts';

export const organisationStream = (code: string): string => `organisation:${code}`;
export const enterpriseStream = (id: string): string => `enterprise:${id}`;

interface Organisation extends Latest {
  kind: OrganisationRegistered['kind'];
}
interface Enterprise extends Latest {
  uscc: string | null;
}

const registerOrganisation: CommandType<OrganisationRegistered, RegisterView> = {
  type: 'regulators.RegisterOrganisation',
  schema: Commands.RegisterOrganisation,
  roles: ['REGULATOR', 'IMPORTER'],
  actsFor: () => undefined,
  key: ({ code }) => code,
  streams: ({ code }) => [organisationStream(code)],
  decide: (input) => {
    const { body, reference, state } = input;
    const stream = organisationStream(body.code);
    const current = state<Organisation>(stream);
    const unknownForms = body.obligations.flatMap(({ form }, n) =>
      reference.form(form) ? [] : [unknownForm(form, `/obligations/${n}/form`)],
    );
    const issues = [
      ...unknownArea(body.area, '/area'),
      ...(current && current.kind !== body.kind ? [kindIsFixed(current.kind, body.kind)] : []),
      ...body.obligations.flatMap(({ from, to }, n) =>
        to !== undefined && to < from ? [endsBeforeStart(from, to, `/obligations/${n}/to`)] : [],
      ),
      ...overlaps(body.obligations),
    ];
    return (
      repeats(current, input.digest) ??
      decided(
        input,
        {
          command: registerOrganisation.type,
          fact: 'regulators.OrganisationRegistered.v1',
          stream,
          issues: [...issues, ...unknownForms],
        },
        issues.length === 0,
      )
    );
  },
};

const registerEnterprise: CommandType<EnterpriseRegistered, RegisterView> = {
  type: 'regulators.RegisterEnterprise',
  schema: Commands.RegisterEnterprise,
  roles: ['REGULATOR', 'IMPORTER'],
  actsFor: () => undefined,
  key: ({ id }) => id,
  streams: ({ id }) => [enterpriseStream(id)],
  decide: (input) => {
    const { body, state } = input;
    const stream = enterpriseStream(body.id);
    const current = state<Enterprise>(stream);
    const known = current?.uscc ?? undefined;
    const issues = [
      ...unknownArea(body.county, '/county'),
      ...(known !== undefined && known !== body.uscc ? [usccIsFixed(known, body.uscc)] : []),
    ];
    return (
      repeats(current, input.digest) ??
      decided(input, {
        command: registerEnterprise.type,
        fact: 'regulators.EnterpriseRegistered.v1',
        stream,
        issues,
      })
    );
  },
};

export const registerCommands: readonly CommandType[] = [registerOrganisation, registerEnterprise];

export const registerStreams: readonly StreamType[] = [
  {
    prefix: 'organisation',
    evolve: on<Organisation, OrganisationRegistered>(
      'regulators.OrganisationRegistered.v1',
      (_, fact) => ({ ...latestOf(fact), kind: fact.body.kind }),
    ),
  },
  {
    prefix: 'enterprise',
    evolve: on<Enterprise, EnterpriseRegistered>('regulators.EnterpriseRegistered.v1', (_, fact) => ({
      ...latestOf(fact),
      uscc: fact.body.uscc ?? null,
    })),
  },
];

const unknownArea = (code: string, path: string): Issue[] =>
  isArea(code)
    ? []
    : [
        error(
          'UNKNOWN_AREA',
          path,
          { zh: `行政区划代码 ${code} 不存在`, en: `No area has the code ${code}` },
          { found: code, fix: { zh: '使用 GB/T 2260 代码', en: 'Use a GB/T 2260 code' } },
        ),
      ];

const unknownForm = (form: string, path: string): Issue =>
  error(
    'UNKNOWN_FORM',
    path,
    { zh: `报表 ${form} 尚未定义`, en: `The return form ${form} is not defined` },
    { found: form, fix: { zh: '先定义该报表', en: 'Define the form first' } },
  );

const kindIsFixed = (is: string, asked: string): Issue =>
  error(
    'CONFLICT',
    '/kind',
    { zh: '机构类别不可更改', en: 'The kind of an organisation does not change' },
    { found: asked, expected: is },
  );

const usccIsFixed = (is: string, asked: string | undefined): Issue =>
  error(
    'CONFLICT',
    '/uscc',
    {
      zh: '统一社会信用代码一经登记不可更改',
      en: 'A unified social credit code, once registered, does not change',
    },
    {
      found: asked ?? '',
      expected: is,
      fix: { zh: '登记为另一企业', en: 'Register another enterprise' },
    },
  );

const endsBeforeStart = (from: string, to: string, path: string): Issue =>
  error(
    'BAD_USER_INPUT',
    path,
    { zh: '报送义务的终止月早于起始月', en: 'The obligation ends before it starts' },
    { found: to, expected: `>= ${from}` },
  );

/** Two obligations for one form may not cover the same month: a filer is expected once. */
function overlaps(obligations: OrganisationRegistered['obligations']): Issue[] {
  const clash = (a: (typeof obligations)[number], b: (typeof obligations)[number]): boolean =>
    a.form === b.form && a.from <= (b.to ?? '9999-12') && b.from <= (a.to ?? '9999-12');
  return obligations.flatMap((one, n) =>
    obligations.slice(0, n).some((earlier) => clash(earlier, one))
      ? [
          error(
            'CONFLICT',
            `/obligations/${n}`,
            {
              zh: `报表 ${one.form} 的两项报送义务期间重叠`,
              en: `Two obligations for form ${one.form} overlap`,
            },
            { found: one.from },
          ),
        ]
      : [],
  );
}

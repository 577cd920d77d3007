import { command } from '@qianfan/schema/deciding/command';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import {
  areaIssues,
  countyIssues,
  fixedIssues,
  organisationIssues,
} from '@qianfan/schema/deciding/issues';
import { isUscc } from '@qianfan/schema/codelists/uscc';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type {
  EnterpriseRegistered,
  OrganisationRegistered,
} from '@qianfan/schema/facts/regulators';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { repeats } from '@qianfan/schema/kernel/latest';
import type { RegisterView } from '../register-view.ts';
import { nameIssues } from '../names.ts';
import {
  type Enterprise,
  enterpriseStream,
  type Organisation,
  organisationStream,
} from './register.state.ts';

/** Later than every version's first month: an obligation may begin before its form does. */
const LATEST = '9999-12';

const registerOrganisation = command('regulators.RegisterOrganisation', {
  roles: ['REGULATOR', 'IMPORTER'],
  over: ({ code, area }, state) => [
    area,
    state<Organisation>(organisationStream(code))?.area ?? area,
  ],
  actsFor: () => undefined,
  key: ({ code }) => code,
  streams: ({ code }) => [organisationStream(code)],
  decide: (input) => {
    const { body, reference } = input;
    const stream = organisationStream(body.code);
    const current = input.state<Organisation>(stream);
    const issues = [
      ...areaIssues(body.area, '/area'),
      ...fixedIssues('kind', current?.kind, body.kind),
      ...codeIssues(reference, body, current),
      ...obligationIssues(body.obligations),
    ];
    const missing = [
      ...(body.group === undefined ? [] : organisationIssues(reference, body.group, '/group')),
      ...body.obligations.flatMap(({ form, from }, n) =>
        unless(reference.form(form, LATEST) !== undefined, () =>
          issueOf(
            'UNKNOWN_FORM',
            { form, period: from },
            { path: `/obligations/${n}/form`, found: form },
          ),
        ),
      ),
    ];
    return (
      repeats(current, input.digest) ??
      decided({
        command: 'regulators.RegisterOrganisation',
        stream,
        issues,
        missing,
        fact: 'regulators.OrganisationRegistered.v1',
        body: () => body,
      })
    );
  },
});

const registerEnterprise = command('regulators.RegisterEnterprise', {
  roles: ['REGULATOR', 'IMPORTER'],
  over: ({ id, county }, state) => [
    county,
    state<Enterprise>(enterpriseStream(id))?.county ?? county,
  ],
  actsFor: () => undefined,
  key: ({ id }) => id,
  streams: ({ id }) => [enterpriseStream(id)],
  decide: (input) => {
    const { body, reference } = input;
    const stream = enterpriseStream(body.id);
    const current = input.state<Enterprise>(stream);
    const decision = decided({
      command: 'regulators.RegisterEnterprise',
      fact: 'regulators.EnterpriseRegistered.v1',
      body: () => input.body,
      stream,
      issues: [
        ...countyIssues(body.county),
        ...fixedIssues('uscc', current?.uscc ?? undefined, body.uscc ?? '-'),
        ...usccIssues(reference, body, current),
      ],
    });
    return repeats(current, input.digest) ?? decision;
  },
});

export const registerCommands: readonly CommandType[] = [registerOrganisation, registerEnterprise];

/** An organisation that has its code already keeps it; a peer group that others are in already is theirs. */
function codeIssues(
  reference: RegisterView,
  { code, peerGroup }: OrganisationRegistered,
  current: Organisation | undefined,
): Issue[] {
  return [
    ...(current ? [] : nameIssues(reference, 'ORGANISATION', code, '/code')),
    ...(peerGroup === undefined || reference.peerGroup(peerGroup)
      ? []
      : nameIssues(reference, 'PEER_GROUP', peerGroup, '/peerGroup')),
    ...unless(peerGroup !== code, () =>
      issueOf(
        'NAME_TAKEN',
        { code, what: '机构 an organisation' },
        { path: '/peerGroup', found: code },
      ),
    ),
  ];
}

/** A code that is new to a firm can exist, and is nobody else's. What was registered once stays as it is. */
function usccIssues(
  reference: RegisterView,
  { id, uscc }: EnterpriseRegistered,
  current: Enterprise | undefined,
): Issue[] {
  if (uscc === undefined || uscc === current?.uscc) return [];
  const where = { path: '/uscc', found: uscc };
  const holder = reference.enterpriseWith(uscc)?.value;
  return [
    ...unless(isUscc(uscc), () => issueOf('BAD_USCC', { found: uscc }, where)),
    ...unless(holder === undefined || holder === id, () =>
      issueOf('USCC_TAKEN', { found: uscc, holder: holder! }, where),
    ),
  ];
}

/** Months in order, and no month owed twice: a filer is expected once. */
function obligationIssues(obligations: OrganisationRegistered['obligations']): Issue[] {
  type Duty = (typeof obligations)[number];
  const end = ({ to }: Duty): string => to ?? '9999-12';
  const clash = (a: Duty, b: Duty): boolean =>
    a.form === b.form && a.from <= end(b) && b.from <= end(a);
  return obligations.flatMap((duty, n) => [
    ...unless(duty.from <= end(duty), () =>
      issueOf(
        'DATE_ORDER',
        { earlier: duty.from, later: end(duty) },
        { path: `/obligations/${n}/to`, found: end(duty), expected: `>= ${duty.from}` },
      ),
    ),
    ...unless(!obligations.slice(0, n).some((earlier) => clash(earlier, duty)), () =>
      issueOf(
        'OBLIGATIONS_OVERLAP',
        { form: duty.form, from: duty.from },
        { path: `/obligations/${n}`, found: duty.from },
      ),
    ),
  ]);
}

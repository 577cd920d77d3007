import { command } from '@qianfan/schema/deciding/command';
import { fixedIssues, organisationIssues } from '@qianfan/schema/deciding/issues';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { EnterpriseListPublished } from '@qianfan/schema/facts/regulators';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { isDate } from '@qianfan/schema/kernel/period';
import { repeats } from '@qianfan/schema/kernel/latest';
import { nameIssues } from '../names.ts';
import { enterpriseIssues } from '../references.ts';
import { type List, listStream } from './lists.state.ts';

/** An authority publishes lists of its own; nobody publishes the next version of another's. */
const publishList = command('regulators.PublishList', {
  roles: ['REGULATOR', 'PROGRAMME', 'IMPORTER'],
  over: 'OWN',
  actsFor: ({ issuer }) => issuer,
  key: ({ list }) => list,
  streams: ({ list }) => [listStream(list)],
  /** The order of members says nothing: sorted, the same list has one digest. */
  normal: (body) => ({ ...body, members: body.members.toSorted() }),
  decide: (input) => {
    const { body, reference } = input;
    const stream = listStream(body.list);
    const current = input.state<List>(stream);
    const issues = [
      ...successionIssues(current, body),
      ...dateIssues(body),
      ...(current ? [] : nameIssues(reference, 'LIST', body.list, '/list')),
    ];
    const missing = [
      ...organisationIssues(reference, body.issuer, '/issuer'),
      ...enterpriseIssues(reference, body.members, '/members'),
    ];
    return (
      repeats(current, input.digest) ??
      decided({
        command: 'regulators.PublishList',
        stream,
        issues,
        missing,
        fact: 'regulators.EnterpriseListPublished.v1',
        body: () => body,
      })
    );
  },
});

export const listCommands: readonly CommandType[] = [publishList];

/** Versions count up by one, come from one issuer and start in order. */
function successionIssues(current: List | undefined, body: EnterpriseListPublished): Issue[] {
  const next = (current?.version ?? 0) + 1;
  return [
    ...unless(body.version === next, () =>
      issueOf(
        'VERSION_NOT_NEXT',
        { what: body.list, expected: next, found: body.version },
        { path: '/version', found: String(body.version), expected: String(next) },
      ),
    ),
    ...fixedIssues('issuer', current?.issuer, body.issuer),
    ...unless(!current || current.validFrom <= body.validFrom, () =>
      dateOrder(body.validFrom, current!.validFrom, '/validFrom', '>='),
    ),
  ];
}

function dateIssues({ validFrom, validTo }: EnterpriseListPublished): Issue[] {
  const noDay = (date: string, path: string): Issue[] =>
    unless(isDate(date), () => issueOf('NO_SUCH_DATE', { found: date }, { path, found: date }));
  if (validTo === undefined) return noDay(validFrom, '/validFrom');
  return [
    ...noDay(validFrom, '/validFrom'),
    ...noDay(validTo, '/validTo'),
    ...unless(validFrom < validTo, () => dateOrder(validTo, validFrom, '/validTo', '>')),
  ];
}

const dateOrder = (later: string, earlier: string, path: string, than: string): Issue =>
  issueOf('DATE_ORDER', { later, earlier }, { path, found: later, expected: `${than} ${earlier}` });

import { command } from '@qianfan/schema/deciding/command';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import {
  dayIssues,
  happenedIssues,
  inFen,
  orderIssues,
  partyIssues,
  positiveIssues,
} from '@qianfan/schema/deciding/issues';
import type { GrantCreditLine } from '@qianfan/schema/commands/banks';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CreditLineGranted } from '@qianfan/schema/facts/banks';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import { streamOf } from './lines.state.ts';

const grantCreditLine = command('banks.GrantCreditLine', {
  roles: ['BANK'],
  over: 'OWN',
  actsFor: ({ institution }) => institution,
  key: (_, institution) => institution,
  streams: ({ line }) => [streamOf(line)],
  normal: inFen<GrantCreditLine>('limit'),
  decide: ({ body, institution, reference, receivedAt, state }) => {
    const stream = streamOf(body.line);
    const { institution: _, ...granted } = body;
    const others = [
      ...unless(state(stream) === undefined, () =>
        issueOf('LINE_EXISTS', { id: body.line }, { path: '/line', found: body.line }),
      ),
      ...positiveIssues(body.limit, '/limit'),
      ...dayIssues({ grantedOn: body.grantedOn, expiresOn: body.expiresOn }),
      ...orderIssues(body.grantedOn, body.expiresOn, '/expiresOn'),
      ...happenedIssues(body.grantedOn, receivedAt, '/grantedOn'),
    ];
    const missing = partyIssues(reference, institution, body.enterprise);
    return decided({
      command: 'banks.GrantCreditLine',
      stream,
      issues: others,
      missing,
      fact: 'banks.CreditLineGranted.v1',
      body: () => granted satisfies CreditLineGranted,
    });
  },
});

export const lineCommands: readonly CommandType[] = [grantCreditLine];

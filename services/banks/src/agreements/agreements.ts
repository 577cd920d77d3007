import { command } from '@qianfan/schema/deciding/command';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import {
  areaIssues,
  dayIssues,
  happenedIssues,
  organisationIssues,
} from '@qianfan/schema/deciding/issues';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CooperationAgreementSigned } from '@qianfan/schema/facts/banks';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import { streamOf } from './agreements.state.ts';

const signAgreement = command('banks.SignAgreement', {
  roles: ['BANK'],
  over: 'OWN',
  actsFor: ({ institution }) => institution,
  key: (_, institution) => institution,
  streams: ({ agreement }) => [streamOf(agreement)],
  decide: ({ body, institution, reference, receivedAt, state }) => {
    const { institution: _, ...signed } = body;
    const { agreement: id, area, signedOn } = body;
    const stream = streamOf(id);
    const others = [
      ...unless(state(stream) === undefined, () =>
        issueOf('AGREEMENT_EXISTS', { id }, { path: '/agreement', found: id }),
      ),
      ...areaIssues(area, '/area'),
      ...dayIssues({ signedOn }),
      ...happenedIssues(signedOn, receivedAt, '/signedOn'),
    ];
    const missing = organisationIssues(reference, institution);
    return decided({
      command: 'banks.SignAgreement',
      stream,
      issues: others,
      missing,
      fact: 'banks.CooperationAgreementSigned.v1',
      body: () => signed satisfies CooperationAgreementSigned,
    });
  },
});

export const agreementCommands: readonly CommandType[] = [signAgreement];

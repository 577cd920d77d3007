import { areaOf } from '@qianfan/schema/codelists/areas';
import { SignAgreement } from '@qianfan/schema/commands/banks';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CooperationAgreementSigned } from '@qianfan/schema/facts/banks';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import { contractDecision, dayIssues, happenedIssues, unless } from '../decision.ts';
import { streamOf } from './agreements.state.ts';

const signAgreement: CommandType<SignAgreement, ReferenceView> = {
  type: 'banks.SignAgreement',
  schema: SignAgreement,
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
      ...unless(areaOf(area) !== undefined, () =>
        issueOf('UNKNOWN_AREA', { code: area }, { path: '/area', found: area }),
      ),
      ...dayIssues({ signedOn }),
      ...happenedIssues(signedOn, receivedAt, '/signedOn'),
    ];
    const missing = unless(reference.organisation(institution) !== undefined, () =>
      issueOf('UNKNOWN_ORGANISATION', { code: institution }, { found: institution }),
    );
    return contractDecision({ type: signAgreement.type, stream }, { missing, others }, () => ({
      type: 'banks.CooperationAgreementSigned.v1',
      body: signed satisfies CooperationAgreementSigned,
    }));
  },
};

export const agreementCommands: readonly CommandType[] = [signAgreement];

import { streamType } from '@qianfan/schema/facts/stream-type';

/** An agreement was signed; nothing else about it is decided yet. */
export interface AgreementState {
  signedOn: string;
}

export const streamOf = (agreement: string): string => `agreement:${agreement}`;

export const agreementStreams = [
  streamType<AgreementState>('agreement', {
    'banks.CooperationAgreementSigned.v1': (_, { body }) => ({ signedOn: body.signedOn }),
  }),
];

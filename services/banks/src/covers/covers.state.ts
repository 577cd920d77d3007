import { streamType } from '@qianfan/schema/facts/stream-type';
import type { CoverIssued } from '@qianfan/schema/facts/banks';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';

type Terms = Pick<
  CoverIssued,
  'cover' | 'enterprise' | 'county' | 'product' | 'part' | 'expiresOn'
>;

/** What the next decision about one cover needs: amounts in yuan with two decimals, days as text. */
export interface CoverState {
  terms: Terms;
  sumInsured: string;
  premium: string;
  /** The day of its latest fact: none may come before it. */
  lastOn: string;
  cancelledOn?: string;
}

export const streamOf = (cover: string): string => `cover:${cover}`;

const sum = (amount: string, change: string): string =>
  formatYuan(parseYuan(amount)! + parseYuan(change)!);

export const coverStreams = [
  streamType<CoverState>('cover', {
    'banks.CoverIssued.v1': (_, { body }) => {
      const { cover, enterprise, county, product, part, expiresOn, ...issued } = body;
      return {
        terms: { cover, enterprise, county, product, part, expiresOn },
        sumInsured: issued.sumInsured,
        premium: issued.premium,
        lastOn: issued.inception,
      };
    },
    'banks.CoverEndorsed.v1': (state, { body }) =>
      state && {
        ...state,
        sumInsured: sum(state.sumInsured, body.sumInsuredChange),
        premium: sum(state.premium, body.premiumChange),
        lastOn: body.on,
      },
    'banks.CoverCancelled.v1': (state, { body: { on } }) =>
      state && { ...state, lastOn: on, cancelledOn: on },
  }),
];

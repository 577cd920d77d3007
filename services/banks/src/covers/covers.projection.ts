import type { Change, Projection, Reducer, TableRule } from '@qianfan/kit/projections/projection';
import type { CoverCancelled, CoverEndorsed, CoverIssued } from '@qianfan/schema/facts/banks';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { formatYuan } from '@qianfan/schema/kernel/money';
import { fenOf } from '../decision.ts';

export const coverTables: Record<string, TableRule> = {
  Cover: { mode: 'VERSIONED', identity: ['institution', 'cover'] },
};

function issued({ key, synthetic, body }: Fact<CoverIssued>): Change[] {
  const row = {
    institution: key,
    cover: body.cover,
    enterprise: body.enterprise,
    county: body.county,
    city: body.county.slice(0, 4),
    product: body.product,
    part: body.part,
    sumInsured: body.sumInsured,
    premium: body.premium,
    inception: body.inception,
    expiresOn: body.expiresOn,
    renews: body.renews ?? null,
    cancelledOn: null,
    lastOn: body.inception,
    synthetic,
  };
  return [{ table: 'Cover', row }];
}

/** The open row of the cover with some columns changed. */
function changing<Body extends { cover: string }>(
  change: (body: Body, before: Record<string, unknown>) => Record<string, unknown>,
): Reducer {
  return ({ key, body }: Fact<Body>, current) => {
    const before = current('Cover', [key, body.cover]);
    if (!before) throw new Error(`cover ${key}/${body.cover} was never issued`);
    return [{ table: 'Cover', row: { ...before, ...change(body, before) } }];
  };
}

const sum = (amount: unknown, change: string): string =>
  formatYuan(fenOf(String(amount)) + fenOf(change));

export const coverReducers: Record<string, Reducer> = {
  'banks.CoverIssued.v1': issued,
  'banks.CoverEndorsed.v1': changing<CoverEndorsed>((body, before) => ({
    sumInsured: sum(before['sumInsured'], body.sumInsuredChange),
    premium: sum(before['premium'], body.premiumChange),
    lastOn: body.on,
  })),
  'banks.CoverCancelled.v1': changing<CoverCancelled>(({ on }) => ({
    cancelledOn: on,
    lastOn: on,
  })),
};

const own = ({ key, body }: Fact<{ cover: string }>): [string, readonly unknown[]][] => [
  ['Cover', [key, body.cover]],
];

export const coverRows: NonNullable<Projection['rowsFor']> = Object.fromEntries(
  Object.keys(coverReducers).map((type) => [type, own]),
);

import type { Reducer, Reducers, Reduction } from '@qianfan/kit/projections/projection';
import { flag, type RowOf, table, text } from '@qianfan/kit/projections/table';
import type { CoverCancelled, CoverEndorsed, CoverIssued } from '@qianfan/schema/facts/banks';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';

/** Covers as they stand. Amounts in yuan with two decimals, days as text; in force from `inception` to the day before its end. */
export const covers = table('Cover', {
  mode: 'VERSIONED',
  identity: { institution: text, cover: text },
  columns: {
    enterprise: text,
    county: text,
    city: text,
    product: text,
    part: text,
    sumInsured: text,
    premium: text,
    inception: text,
    expiresOn: text,
    renews: text.nullable,
    cancelledOn: text.nullable,
    lastOn: text,
    synthetic: flag,
  },
  scope: 'institution',
  indexes: [
    ['enterprise', 'institution', 'cover'],
    ['county', 'institution', 'cover'],
    ['city', 'institution', 'cover'],
  ],
});

type CoverRow = RowOf<typeof covers>;

const issued: Reducer<CoverIssued> = ({ key, synthetic, body }) => [
  covers.row({
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
  }),
];

/** The open row of the cover with some columns changed. */
const changing = <Body extends { cover: string }>(
  change: (body: Body, before: CoverRow) => Partial<CoverRow>,
): Reduction<Body> => ({
  touches: ({ key, body }) => [[covers, [key, body.cover]]],
  reduce: ({ key, body }, current) => {
    const before = current(covers, [key, body.cover]);
    if (!before) throw new Error(`cover ${key}/${body.cover} was never issued`);
    return [covers.row({ ...before, ...change(body, before) })];
  },
});

const sum = (amount: string, change: string): string =>
  formatYuan(parseYuan(amount)! + parseYuan(change)!);

export const coverReducers: Reducers = {
  'banks.CoverIssued.v1': issued,
  'banks.CoverEndorsed.v1': changing<CoverEndorsed>((body, before) => ({
    sumInsured: sum(before.sumInsured, body.sumInsuredChange),
    premium: sum(before.premium, body.premiumChange),
    lastOn: body.on,
  })),
  'banks.CoverCancelled.v1': changing<CoverCancelled>(({ on }) => ({
    cancelledOn: on,
    lastOn: on,
  })),
};

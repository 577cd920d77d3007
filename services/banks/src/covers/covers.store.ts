import { type InferEntity, p } from '@mikro-orm/core';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { ContractTable } from '../contracts.store.ts';

/** Amounts in yuan with two decimals, days as text; in force from `inception` to the day before its end. */
export const Cover = readEntity({
  name: 'Cover',
  identity: { institution: p.text(), cover: p.text() },
  columns: {
    enterprise: p.text(),
    county: p.text(),
    city: p.text(),
    product: p.text(),
    part: p.text(),
    sumInsured: p.text(),
    premium: p.text(),
    inception: p.text(),
    expiresOn: p.text(),
    renews: p.text().nullable(),
    cancelledOn: p.text().nullable(),
    lastOn: p.text(),
    synthetic: p.boolean(),
  },
  scope: 'institution',
  indexes: [
    ['enterprise', 'institution', 'cover'],
    ['county', 'institution', 'cover'],
    ['city', 'institution', 'cover'],
  ],
});

export const coverEntities = [Cover] as const;

export type CoverRow = InferEntity<typeof Cover>;

export const coverTable: ContractTable<CoverRow> = { entity: Cover, id: 'cover' };

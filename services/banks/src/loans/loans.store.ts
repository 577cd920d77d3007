import { type InferEntity, p } from '@mikro-orm/core';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { ContractTable } from '../contracts.store.ts';

/** Amounts in yuan with two decimals, days as text, `rate` in percent a year. */
export const Loan = readEntity({
  name: 'Loan',
  identity: { institution: p.text(), loan: p.text() },
  columns: {
    enterprise: p.text(),
    county: p.text(),
    city: p.text(),
    product: p.text().nullable(),
    guarantee: p.text(),
    term: p.text(),
    amount: p.text(),
    rate: p.text(),
    drawnOn: p.text(),
    maturesOn: p.text(),
    balance: p.text(),
    classification: p.text(),
    lastOn: p.text(),
    closed: p.boolean(),
    synthetic: p.boolean(),
  },
  scope: 'institution',
  indexes: [
    ['enterprise', 'institution', 'loan'],
    ['county', 'institution', 'loan'],
    ['city', 'institution', 'loan'],
  ],
});

export const loanEntities = [Loan] as const;

export type LoanRow = InferEntity<typeof Loan>;

export const loanTable: ContractTable<LoanRow> = { entity: Loan, id: 'loan' };

import { entityOf, type RecordOf } from '@qianfan/kit/projections/entity';
import type { ContractTable } from '../contracts.store.ts';
import { loans } from './loans.projection.ts';

export type LoanRow = RecordOf<typeof loans>;

export const loanTable: ContractTable<LoanRow> = { entity: entityOf(loans), id: 'loan' };

import { entityOf, type RecordOf } from '@qianfan/kit/projections/entity';
import type { ContractTable } from '../contracts.store.ts';
import { covers } from './covers.projection.ts';

export type CoverRow = RecordOf<typeof covers>;

export const coverTable: ContractTable<CoverRow> = { entity: entityOf(covers), id: 'cover' };

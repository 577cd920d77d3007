import type { Slice } from '@qianfan/kit/slice';
import {
  enterpriseReferences,
  EnterpriseResolver,
  RegionEnterprisesResolver,
} from './enterprise.graphql.ts';
import { institutionReferences, InstitutionResolver } from './institution.graphql.ts';
import { regionReferences, RegionResolver } from './region.graphql.ts';
import { enterpriseRecords, organisations, registerReducers } from './register.projection.ts';
import { registerStreams } from './register.state.ts';
import { registerCommands } from './register.ts';

/** 登记: institutions, enterprises and areas. */
export const registerSlice: Slice = {
  name: 'register',
  commands: registerCommands,
  streams: registerStreams,
  tables: [organisations, enterpriseRecords],
  reducers: registerReducers,
  resolvers: [InstitutionResolver, EnterpriseResolver, RegionResolver, RegionEnterprisesResolver],
  references: {
    Institution: institutionReferences,
    Enterprise: enterpriseReferences,
    Region: regionReferences,
  },
};

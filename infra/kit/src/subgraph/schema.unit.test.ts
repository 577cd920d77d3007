import { expect, it } from 'vitest';
import { lenders } from '../testing/lenders.graphql.ts';
import { subgraphSdl } from './schema.ts';

it('prints', () => {
  const sdl = subgraphSdl(lenders);
  console.log(sdl);
  expect(sdl).toContain('type Query');
});

import type { ServiceDefinition } from '@qianfan/kit/service';
import { BANKS_FACTS } from '@qianfan/schema/facts/banks';
import { createReferenceBook } from '@qianfan/schema/reference/reference';

/** What a specification of one slice needs of the service: its commands and streams, among all published facts. */
export const partsOf = (
  commands: ServiceDefinition['commands'],
  streams: ServiceDefinition['streams'],
) => ({
  service: 'banks' as const,
  commands,
  streams,
  facts: BANKS_FACTS,
  reference: createReferenceBook,
});

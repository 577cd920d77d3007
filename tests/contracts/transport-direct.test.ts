import { createLogger } from '@qianfan/kit/telemetry/logger';
import { directTransport } from '@qianfan/kit/transport/direct';
import { transportContract } from './transport.contract.ts';

const log = createLogger('test', 'error');

transportContract('direct', async (journals) => {
  // as a service that reads its own journal and that of another
  const transport = directTransport({ pool: journals.pools.banks, log });
  return { transport, close: transport.close };
});

import { readFile } from 'node:fs/promises';
import { createVerifier } from '@qianfan/kit/identity/verify';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import closeWithGrace from 'close-with-grace';
import { readConfig } from './config.ts';
import { startGateway } from './server.ts';

const config = readConfig(process.env);
const logger = createLogger('gateway', config.logLevel);
const gateway = await startGateway({
  ...config,
  supergraph: await readFile(config.supergraph, 'utf8'),
  verify: createVerifier(config),
  logger,
});
logger.info({ url: gateway.url }, 'gateway is up');

closeWithGrace({ delay: 10_000 }, async ({ err }) => {
  if (err) logger.error({ err }, 'gateway stops after an error');
  await gateway.close();
});

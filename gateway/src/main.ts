import { readFile } from 'node:fs/promises';
import { createVerifier } from '@qianfan/kit/identity/verify';
import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import { readConfig } from './config.ts';
import { startGateway } from './server.ts';

try {
  const config = readConfig(process.env);
  const logger = createLogger('gateway', config.logLevel);
  const gateway = await startGateway({
    ...config,
    supergraph: await readFile(config.supergraph, 'utf8'),
    verify: createVerifier(config),
    logger,
  });
  logger.info({ url: gateway.url }, 'serving');
  const end = (): void => void gateway.close().then(() => process.exit(0));
  process.once('SIGTERM', end).once('SIGINT', end);
} catch (error) {
  const what = error instanceof CannotStart ? `${error.text.zh} ${error.text.en}` : String(error);
  process.stderr.write(`${what}\n`);
  process.exit(1);
}

import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { runService } from '@qianfan/kit/run';
import { config } from './config.ts';
import { migrations } from './migrations/migrations.ts';
import { banks } from './src/banks.ts';

try {
  const running = await runService(banks, config(), migrations);
  const end = (): void => void running.stop().then(() => process.exit(0));
  process.once('SIGTERM', end).once('SIGINT', end);
} catch (error) {
  const what = error instanceof CannotStart ? `${error.text.zh} ${error.text.en}` : String(error);
  process.stderr.write(`${what}\n`);
  process.exit(1);
}

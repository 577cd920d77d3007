import type { ServiceConfig } from '../config.ts';
import type { MigrationClass } from '../postgres/orm.ts';
import { runService } from '../run.ts';
import type { ServiceDefinition } from '../service.ts';
import { CannotStart } from './cannot-start.ts';

/** The whole of a service's process: runs until it is told to end, or says in one line why it cannot. */
export async function serve(
  definition: ServiceDefinition,
  config: () => ServiceConfig,
  migrations: Readonly<Record<string, MigrationClass>>,
): Promise<void> {
  try {
    const running = await runService(definition, config(), migrations);
    const end = (): void => void running.stop().then(() => process.exit(0));
    process.once('SIGTERM', end).once('SIGINT', end);
  } catch (error) {
    const what = error instanceof CannotStart ? `${error.text.zh} ${error.text.en}` : String(error);
    process.stderr.write(`${what}\n`);
    process.exit(1);
  }
}

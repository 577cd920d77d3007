import { serve } from '@qianfan/kit/processes/serve';
import { config } from './config.ts';
import { migrations } from './migrations/migrations.ts';
import { regulators } from './src/regulators.ts';

await serve(regulators, config, migrations);

import { serve } from '@qianfan/kit/processes/serve';
import { config } from './config.ts';
import { migrations } from './migrations/migrations.ts';
import { banks } from './src/banks.ts';

await serve(banks, config, migrations);

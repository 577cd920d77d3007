import { serve } from '@qianfan/kit/processes/serve';
import { config } from './config.ts';
import { migrations } from './migrations/migrations.ts';
import { programmes } from './src/programmes.ts';

await serve(programmes, config, migrations);

// npm run qianfan -- …: the command line, from an up-to-date dist/.
import { build } from './build.mjs';

await build();
await import('../gateway/cli/dist/main.js');

// npm run figures -- …: the published figures beside those of the running system, from an up-to-date dist/.
import { build } from './build.mjs';

await build();
await import('./figures/dist/main.js');

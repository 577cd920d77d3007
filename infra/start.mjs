// npm start: brings dist/ up to date, then runs the supervisor in this process.
import { build } from './build.mjs';

await build();
await import('./launch/dist/main.js');

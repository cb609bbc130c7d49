// `npm run simulate -- --runs 10000 --seed 1`: the clocks' service in a simulated world, with crashes from a seed.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './prepare.mjs';

createRequire(import.meta.url)(join(root, 'dist/apps/sla-monitor/src/simulation/main.js'));

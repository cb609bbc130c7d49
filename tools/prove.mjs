// `npm run prove -- --histories 1000000 --seed 1`: the clocks of the domain against those of libs/proof, at random.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './prepare.mjs';

createRequire(import.meta.url)(join(root, 'dist/tools/prove/main.js'));

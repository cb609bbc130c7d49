// `npm run routing -- evaluate …`: the program lives with the router, whose model it is.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './prepare.mjs';

createRequire(import.meta.url)(join(root, 'dist/apps/router/src/evaluate/main.js'));

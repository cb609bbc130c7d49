// `npm start`: makes a fresh clone ready (packages, build), then becomes the supervisor in this same process.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepare, root } from '../../tools/prepare.mjs';

try {
  await prepare((line) => console.log(line));
  const { main } = createRequire(import.meta.url)(join(root, 'dist/apps/standalone/src/main.js'));
  await main(root, process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

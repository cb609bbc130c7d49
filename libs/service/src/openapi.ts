// Entry point: node dist/libs/service/src/openapi.js dist/apps/*/src/main.js > openapi.json
import { execFileSync } from 'node:child_process';
import { mergeOpenApi, type OpenApiFragment } from './calls/openapi';

/** Asks each service's program what it answers (`main.js openapi`), and prints one document. */
const fragments = process.argv
  .slice(2)
  .map(
    (program) =>
      JSON.parse(
        execFileSync(process.execPath, [program, 'openapi'], { encoding: 'utf8' }),
      ) as OpenApiFragment,
  );

process.stdout.write(`${JSON.stringify(mergeOpenApi(fragments), undefined, 2)}\n`);

// Lints texts as if they stood in the files named, with the project's own configuration.
// stdin: [{path, text}] → stdout: [{path, rules: [rule ids that failed]}]. For tests: nothing is written.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint({ cwd: new URL('..', import.meta.url).pathname });

async function rulesBrokenIn({ path, text: source }) {
  const [result] = await eslint.lintText(source, { filePath: path });
  return { path, rules: [...new Set(result.messages.map(({ ruleId, message }) => ruleId ?? message))] };
}

const results = [];
for (const sample of JSON.parse(await text(process.stdin))) results.push(await rulesBrokenIn(sample));
process.stdout.write(JSON.stringify(results));

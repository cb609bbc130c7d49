import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Gazetteer } from './gazetteer';
import { phrases } from './phrases.fixture';
import { gazetteerFrom } from './shipped.fixture';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const megabytes = (): number => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

/** Milliseconds of processor time, which other programs on the machine don’t change much. */
function spent(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const read = (path: string) => readFileSync(path, 'utf8');
const sentences = Object.values(phrases).flatMap((list) => list.map(([text]) => text));
/** A complaint of some 300 characters, made of phrases that follow each other in the table. */
const usual = sentences.map((_, at) => sentences.slice(at, at + 8).join('. '));
const long = sentences.join('. ').slice(0, 6000);

/** The slowest but for one in a hundred; each text counts with its best of three, so that a pause is no slowness. */
function slowest(texts: readonly string[], find: (text: string) => void): number {
  const times = texts.map((text) => Math.min(...[1, 2, 3].map(() => spent(() => find(text)))));
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

/** A quiet machine builds it in .7 s and reads in a quarter of these times; a busy one must not fail for that. */
const most = { building: 8000, usual: 4, long: 40, megabytes: 40 };

describe('what the gazetteer costs', () => {
  let gazetteer: Gazetteer;

  it('is built in little time and kept in little memory', () => {
    const before = megabytes();
    const built = spent(() => (gazetteer = gazetteerFrom(read)));
    const kept = megabytes() - before;
    process.stdout.write(`gazetteer: built in ${built.toFixed(0)} ms, ${kept.toFixed(1)} MB\n`);
    expect(kept).toBeLessThanOrEqual(most.megabytes);
    expect(built).toBeLessThanOrEqual(most.building);
  });

  it('reads texts that are full of names in a millisecond or two', () => {
    const find = (text: string) => gazetteer.find({ texts: [text] });
    usual.forEach(find);
    const [short, whole] = [slowest(usual, find), slowest([long], find)];
    process.stdout.write(
      `p99 ${short.toFixed(2)} ms a text, ${whole.toFixed(2)} ms for ${long.length} characters\n`,
    );
    expect(short).toBeLessThanOrEqual(most.usual);
    expect(whole).toBeLessThanOrEqual(most.long);
  });
});

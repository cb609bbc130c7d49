import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LEAST_JAVA = 17;

/** Why no real Kafka can be started here; undefined where one can. Downloads nothing. */
export function kafkaMissing(): string | undefined {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(java.stderr)?.[1] ?? 0);
  if (version < LEAST_JAVA) return `Kafka needs Java ${LEAST_JAVA} or newer on the path`;
  if (existsSync(cacheFolder())) return undefined;
  if (spawnSync('mvn', ['-v']).status !== 0) return 'Kafka needs Maven on the path, to fetch its jars once';
  return undefined;
}

export const kafkaAvailable = (): boolean => kafkaMissing() === undefined;

/** The folder with Kafka's jars; fetched by Maven the first time. */
export function kafkaJars(): string {
  const cache = cacheFolder();
  if (existsSync(cache)) return cache;
  const missing = kafkaMissing();
  if (missing !== undefined) throw new Error(missing);
  // Two processes may do this at once: each into a folder of its own, and the first to be done gives its to all.
  const draft = `${cache}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const args = [
    '-q',
    '-f',
    pom(),
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${draft}`,
  ];
  const { status, stdout, stderr } = spawnSync('mvn', args, { encoding: 'utf8' });
  if (status !== 0 || readdirSync(draft).length === 0)
    throw new Error(`Maven could not fetch Kafka: ${stdout}${stderr}`);
  try {
    renameSync(draft, cache);
  } catch {
    rmSync(draft, { recursive: true });
  }
  return cache;
}

/** Works from the sources and from `dist`, which both stand under the root of the repository. */
function root(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'libs/embedded/kafka/pom.xml'))) {
    if (folder === dirname(folder)) throw new Error('libs/embedded/kafka/pom.xml is missing');
    folder = dirname(folder);
  }
  return folder;
}

const pom = (): string => join(root(), 'libs/embedded/kafka/pom.xml');

function cacheFolder(): string {
  const version = /<kafka.version>(.+)<\/kafka.version>/.exec(readFileSync(pom(), 'utf8'))?.[1] ?? 'unknown';
  return join(root(), '.cache/kafka', version);
}

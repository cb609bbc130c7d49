import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Data, encode, fact, type Fact } from '@satupintu/events';
import { type Deps, type Operated } from '@satupintu/service';
import { digestOf, ModelStore } from '../learning/model-store';
import { knowledgeOf } from '../knowledge';
import { deciderOf } from './decide-again';
import { type Asked } from './knowledge-asked';
import { type Period } from './read-decisions';
import { moveOf, tally } from './tally';
import { whatIf } from './what-if';

const options = {
  policy: { type: 'string' },
  directory: { type: 'string' },
  model: { type: 'string' },
  from: { type: 'string', default: '1970-01-01' },
  to: { type: 'string', default: '9999-01-01' },
  list: { type: 'boolean', default: false },
} as const;

interface Wish {
  readonly policy?: string;
  readonly directory?: string;
  readonly model?: string;
}

/**
 * `what-if [--policy FILE] [--directory FILE] [--model FILE|VERSION|none] [--from DAY|INSTANT] [--to DAY|INSTANT] [--list]`:
 * what is not named is what is in effect now. How fast it was goes to stderr, so that the answer is the same each time.
 */
export async function whatIfCommand(deps: Deps, args: readonly string[]): Promise<Operated> {
  const { values } = parseArgs({ args: [...args], options });
  const period = { from: instantOf(values.from), to: instantOf(values.to) };
  const asked = await askedFor(values, deps);
  const decider = await deciderOf(asked);
  const begun = performance.now();
  try {
    const { comparisons, erased } = await whatIf(deps, period, decider);
    tellSpeed(comparisons.length, performance.now() - begun);
    const moves = values.list ? { list: comparisons.flatMap((each) => moveOf(each) ?? []) } : {};
    return { report: { ...headOf(asked, period), erased, ...tally(comparisons), ...moves }, well: true };
  } finally {
    await decider.close();
  }
}

const headOf = ({ policy, directory, model }: Asked, { from, to }: Period) => ({
  policy: policy.version,
  directory: directory.version,
  model: model?.version ?? null,
  from,
  to,
});

const tellSpeed = (cases: number, ms: number) =>
  process.stderr.write(
    `${cases} cases in ${(ms / 1000).toFixed(2)} s: ${Math.round((cases * 1000) / Math.max(1, ms))}/s\n`,
  );

/** A day begins at midnight in Jakarta. @throws where it is neither a day nor an instant */
function instantOf(text: string): string {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00.000+07:00` : text);
  if (Number.isNaN(at.getTime())) throw new Error(`${text} is neither a day (2026-03-01) nor an instant`);
  return at.toISOString();
}

/** A version out of a file. @throws UndecodableFact where it could not be published as it is */
function versionIn<T extends 'DirectoryPublished' | 'RoutingPolicyPublished'>(
  type: T,
  file: string,
): Data<T> {
  const data = JSON.parse(readFileSync(file, 'utf8')) as Data<T>;
  const about = { subject: 'what-if', at: new Date(0).toISOString(), by: { role: 'rule' } } as const;
  encode(fact(type, 'what-if', about, data) as Fact);
  return data;
}

async function askedFor({ policy, directory, model }: Wish, deps: Deps): Promise<Asked> {
  const { reference } = deps;
  const learned = await modelFor(model, deps);
  return {
    policy: policy === undefined ? reference.routingPolicy() : versionIn('RoutingPolicyPublished', policy),
    directory:
      directory === undefined ? reference.directory().directory : versionIn('DirectoryPublished', directory),
    ...(learned && { model: learned }),
  };
}

/** @throws where there is neither such a version nor such a file */
async function modelFor(wanted: string | undefined, deps: Deps): Promise<Asked['model']> {
  if (wanted === 'none') return undefined;
  const published =
    wanted === undefined
      ? knowledgeOf(deps).models.published()
      : deps.reference.models.find(({ data }) => data.version === wanted);
  if (!published) return wanted === undefined ? undefined : modelIn(wanted);
  const { version, digest } = published.data;
  const bytes = await new ModelStore(deps.pool).load(digest);
  if (!bytes) throw new Error(`the bytes of ${version} are not kept here`);
  return { version, bytes };
}

function modelIn(file: string): NonNullable<Asked['model']> {
  const bytes = new Uint8Array(readFileSync(file));
  return { version: `file-${digestOf(bytes).slice(0, 8)}`, bytes };
}

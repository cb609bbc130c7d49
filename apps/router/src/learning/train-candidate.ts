import { profileOf, type RoutingKit, train } from '@satupintu/domain';
import { transaction } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { knowledgeOf } from '../knowledge';
import { type Candidate, type Trained } from './candidate';
import { chooseExamples } from './choose-examples';
import { gated, type HeldOut } from './gate';
import { learnedModel, modelBytes } from './learned-model';
import { gatherHeldOut, gatherLessons, type Lessons } from './lessons';
import { digestOf, ModelStore } from './model-store';
import { readExamples, readOutlines } from './read-examples';

interface Gathered {
  readonly lessons: Lessons;
  readonly held: readonly HeldOut[];
}

/**
 * Trains on what the log has said so far, measures, and saves the bytes of a model that will be used. Says nothing on
 * the log. The same log, directory and policy give the same bytes.
 */
export async function trainCandidate(deps: Deps): Promise<Trained> {
  const knowledge = knowledgeOf(deps);
  await knowledge.models.ready();
  const kit = knowledge.kit();
  const gathered = await gather(deps, kit);
  const examples = gathered.lessons.rows.length;
  const needed = deps.config.modelExamples;
  if (examples < needed) return { kind: 'too-few', examples, needed };
  return { kind: 'candidate', candidate: await candidateOf(gathered, kit, deps) };
}

/** One snapshot of the views, so that what is learned is the log up to one place. */
function gather({ pool, vault }: Deps, kit: RoutingKit): Promise<Gathered> {
  return transaction(
    pool,
    async (client) => {
      const { learn, hold } = await chooseExamples(readOutlines(client), kit.directory);
      const lessons = await gatherLessons(readExamples(client, learn), { kit, vault });
      return { lessons, held: await gatherHeldOut(readExamples(client, hold), { kit, vault }) };
    },
    'begin isolation level repeatable read read only',
  );
}

async function candidateOf({ lessons, held }: Gathered, kit: RoutingKit, deps: Deps): Promise<Candidate> {
  const { rows, version, upTo } = lessons;
  const { placeTerms, slang } = kit.prepared.words;
  const model = train(rows, {
    version,
    meanings: { ...placeTerms, ...slang },
    describe: (label) => profileOf(label, kit),
  });
  const bytes = modelBytes(model, rows);
  const { measured, gate, used } = gated(held, kit, learnedModel(version, bytes), kit.model);
  const digest = used ? await new ModelStore(deps.pool).save(bytes) : digestOf(bytes);
  return {
    version,
    trainedUpTo: upTo,
    digest,
    examples: rows.length,
    measured: { ...measured },
    gate,
    used,
  };
}

import { encodeModel, profileOf, type RoutingKit, train } from '@satupintu/domain';
import { transaction } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { knowledgeOf } from '../knowledge';
import { type Candidate, type Trained } from './candidate';
import { gated } from './gate';
import { learnedModel } from './learned-model';
import { gatherLessons, type Lessons } from './lessons';
import { digestOf, ModelStore } from './model-store';
import { countExamples, readExamples } from './read-examples';

/** The latest cases are kept back to measure with: a tenth, and never more than gives a sure figure. */
const heldShare = 0.1;
const mostHeld = 2000;

/**
 * Trains on what the log has said so far, measures, and saves the bytes of a model that will be used. Says nothing on
 * the log. The same log, directory and policy give the same bytes.
 */
export async function trainCandidate(deps: Deps): Promise<Trained> {
  const knowledge = knowledgeOf(deps);
  await knowledge.models.ready();
  const kit = knowledge.kit();
  const lessons = await readLessons(deps, kit);
  const needed = deps.config.modelExamples;
  if (lessons.rows.length < needed) return { kind: 'too-few', examples: lessons.rows.length, needed };
  return { kind: 'candidate', candidate: await candidateOf(lessons, kit, deps) };
}

/** One snapshot of the views, so that what is learned is the log up to one place. */
function readLessons({ pool, vault }: Deps, kit: RoutingKit): Promise<Lessons> {
  return transaction(
    pool,
    async (client) => {
      const examples = await countExamples(client);
      const trainOn = examples - Math.min(mostHeld, Math.floor(examples * heldShare));
      return gatherLessons(readExamples(client), trainOn, { kit, vault });
    },
    'begin isolation level repeatable read read only',
  );
}

async function candidateOf(lessons: Lessons, kit: RoutingKit, deps: Deps): Promise<Candidate> {
  const { rows, held, version, upTo } = lessons;
  const bytes = encodeModel(
    train(rows, {
      version,
      meanings: kit.prepared.words.slang,
      describe: (label) => profileOf(label, kit.directory),
    }),
  );
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

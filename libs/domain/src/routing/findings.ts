import { type Findings } from '../learning/rows';
import { type NamedBody } from './bodies';
import { type RoutingInput, type RoutingKit } from './decision';
import { type PlaceCandidate } from './place/candidate';
import { fold, scoreTopics, type TopicScore } from './topics';

const mostCharacters = 6000;
const titleEmphasis = 1.3;
const mostTopics = 8;

/** What directory, policy and gazetteer find in a complaint, for the learned model to see. */
export function findingsOf({ title = '', text, place }: RoutingInput, kit: RoutingKit): Findings {
  const texts = [title, text.slice(0, mostCharacters)];
  const [titled, said] = texts.map((each) => fold(each, kit.prepared));
  if (!titled || !said) return { topics: [], bodies: [], places: [] };
  const all = { tokens: [...titled.tokens, ...said.tokens], forms: [...titled.forms, ...said.forms] };
  const topics = scoreTopics(
    [
      { folded: titled, emphasis: titleEmphasis },
      { folded: said, emphasis: 1 },
    ],
    kit.prepared,
  );
  return asFindings(topics, kit.bodies(all), kit.gazetteer.find({ ...place, texts }));
}

/** The same of what has been found already: nobody reads a complaint twice. */
export const asFindings = (
  topics: readonly TopicScore[],
  bodies: readonly NamedBody[],
  places: readonly PlaceCandidate[],
): Findings => ({
  topics: topics.slice(0, mostTopics).map(({ topic: { key, affair, organisation }, score }) => ({
    key,
    score,
    ...(affair !== undefined && { affair }),
    ...(organisation !== undefined && { organisation }),
  })),
  bodies: bodies.map(({ organisation, weight }) => ({ organisation, weight })),
  places: places.map(({ region, name, probability }) => ({ region, name, probability })),
});

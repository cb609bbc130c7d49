import { type ComplaintClass, type Reason } from '@satupintu/events';
import { type NamedBody } from './bodies';
import { accusations, classify } from './classes';
import { type RoutingInput, type RoutingKit } from './decision';
import { type Accused, accusedIn } from './inspectorate';
import { type PlaceCandidate } from './place/candidate';
import { placesOf } from './places';
import { type Folded, fold, occurring, scoreTopics, type TopicScore } from './topics';

/** What the words of a complaint came to. */
export interface Understanding {
  readonly class: ComplaintClass;
  readonly classReason?: Reason;
  /** filed as something else, but the words accuse officials */
  readonly accuses: boolean;
  /** as the words have them; a category that was chosen does not count here */
  readonly topics: readonly TopicScore[];
  /** the category that words and topics speak for */
  readonly category?: string;
  readonly bodies: readonly NamedBody[];
  readonly places: readonly PlaceCandidate[];
  /** places that only the channel’s operator hints at are not among them */
  readonly saidPlaces: readonly PlaceCandidate[];
  readonly accused: Accused;
  /** words of danger to life */
  readonly dangers: readonly string[];
  /** how many words there are to judge from */
  readonly length: number;
  /** the text speaks of a border, or of something between two places */
  readonly border: boolean;
}

/** Nobody reads twenty thousand characters: what matters is said at the beginning. */
const mostCharacters = 6000;
const titleEmphasis = 1.3;

/** Reads a complaint once; everything else is decided from this. */
export function understand(input: RoutingInput, kit: RoutingKit): Understanding {
  const { prepared } = kit;
  const texts = [input.title ?? '', input.text.slice(0, mostCharacters), input.agencyHint ?? ''];
  const parts = texts.map((text) => fold(text, prepared));
  const all = together(parts);
  const classified = classify(input.class, all, prepared);
  const emphasised = parts.map((folded, part) => ({ folded, emphasis: part === 1 ? 1 : titleEmphasis }));
  const topics = scoreTopics(emphasised, prepared);
  const category = kit.categories ? kit.categories(all, topics) : topics[0]?.topic.category;
  const home = input.operator === undefined ? undefined : kit.directory.regionOf(input.operator);
  const saidPlaces = kit.gazetteer.find({ ...input.place, texts, ...(home !== undefined && { home }) });
  return {
    class: classified.class,
    ...(classified.reason && { classReason: classified.reason }),
    accuses: classified.class !== 'oversight_complaint' && accusations(all, prepared).length > 0,
    topics,
    ...(category !== undefined && { category }),
    bodies: kit.bodies(all),
    places: placesOf(saidPlaces, input.operator, kit),
    saidPlaces,
    accused: accusedIn(all, prepared),
    dangers: occurring(all, prepared.emergency),
    length: all.tokens.length,
    border: occurring(all, prepared.borders).length > 0,
  };
}

const together = (parts: readonly Folded[]): Folded => ({
  tokens: parts.flatMap((part) => part.tokens),
  forms: parts.flatMap((part) => part.forms),
});

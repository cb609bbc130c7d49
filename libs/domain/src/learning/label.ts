import { type Findings, type FoundTopic } from './rows';

/** What a label’s name says of whom it means, found once per label with directory and gazetteer. */
export interface LabelProfile {
  /** the label without names of places: offices of one kind learn together */
  readonly kind: string;
  /** affairs that its unit has */
  readonly affairs: readonly string[];
  /** national bodies that it is or belongs to */
  readonly organisations: readonly string[];
  /** topics that it has, by key, and how far (0–1); without it all topics of its affairs, or of its bodies */
  readonly topics?: Readonly<Record<string, number>>;
  /** bodies whose business it may be asked about as well */
  readonly kin?: readonly string[];
  /** regions that it names, finest */
  readonly regions: readonly string[];
  /** words that speak for it: its name, keywords of its duties; empty where nothing is known */
  readonly about?: string;
}

/** Knows nothing of a label but its text. */
export const plainProfile = (label: string): LabelProfile => ({
  kind: label,
  affairs: [],
  organisations: [],
  regions: [],
  about: label,
});

/** Names of the members of `affinity`, in order. */
export const affinities = [
  'topic',
  'strength',
  'kin',
  'named',
  'place',
  'elsewhere',
  'near',
  'office',
] as const;

/** How well what was found in a text fits a label: 0 nothing, 1 all of it. One weight each serves all labels. */
export function affinity({ topics, bodies, places }: Findings, profile: LabelProfile): number[] {
  const national = profile.organisations.length > 0;
  const all = squares(topics);
  const strength = (topic: FoundTopic) => strengthOf(topic, profile, national);
  const named = bodies.filter(({ organisation }) => profile.organisations.includes(organisation));
  const kin = topics.filter(
    ({ affair, organisation }) =>
      (affair !== undefined && profile.affairs.includes(affair)) ||
      (organisation !== undefined && profile.kin?.includes(organisation) === true),
  );
  const [here, elsewhere] = shareOfPlace(places, profile.regions);
  return [
    all === 0 ? 0 : topics.reduce((sum, topic) => sum + strength(topic) * topic.score ** 2, 0) / all,
    Math.min(1, highest(topics.map((topic) => strength(topic) * topic.score)) / 5),
    national && kin.length > 0 ? squares(kin) / all : 0,
    Math.min(1, highest(named.map(({ weight }) => weight)) / 4),
    here,
    elsewhere,
    shareOfProvince(places, profile.regions),
    // A district’s office is for its own district alone; other offices are for all of them.
    profile.kind === 'kecamatan' ? here : 0,
  ];
}

function strengthOf(
  { key, affair, organisation }: FoundTopic,
  { topics, affairs, organisations }: LabelProfile,
  national: boolean,
): number {
  if (topics) return topics[key] ?? 0;
  if (national) return organisation !== undefined && organisations.includes(organisation) ? 1 : 0;
  return affair !== undefined && affairs.includes(affair) ? 1 : 0;
}

const squares = (topics: Findings['topics']) => topics.reduce((sum, { score }) => sum + score * score, 0);
const highest = (values: readonly number[]) => Math.max(0, ...values);

/** How likely the text’s place lies in the label’s, and how likely it does not. */
function shareOfPlace(places: Findings['places'], regions: readonly string[]): [number, number] {
  if (regions.length === 0) return [0, 0];
  let here = 0;
  let elsewhere = 0;
  for (const { region, probability } of places) {
    if (regions.some((own) => region === own || region.startsWith(`${own}.`))) here += probability;
    else if (!regions.some((own) => own.startsWith(`${region}.`))) elsewhere += probability;
  }
  return [Math.min(1, here), Math.min(1, elsewhere)];
}

/** How likely the text’s place lies in a label’s province: a branch serves more than the city that it is called by. */
function shareOfProvince(places: Findings['places'], regions: readonly string[]): number {
  const provinces = regions.map((region) => region.slice(0, 2));
  const inside = places.filter(({ region }) => provinces.includes(region.slice(0, 2)));
  return Math.min(
    1,
    inside.reduce((sum, { probability }) => sum + probability, 0),
  );
}

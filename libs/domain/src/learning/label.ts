import { type Findings } from './rows';

/** What a label’s name says of whom it means, found once per label with directory and gazetteer. */
export interface LabelProfile {
  /** the label without names of places: offices of one kind learn together */
  readonly kind: string;
  /** affairs that its unit has */
  readonly affairs: readonly string[];
  /** national bodies that it is or belongs to */
  readonly organisations: readonly string[];
  /** regions that it names, finest */
  readonly regions: readonly string[];
}

/** Knows nothing of a label but its text. */
export const plainProfile = (label: string): LabelProfile => ({
  kind: label,
  affairs: [],
  organisations: [],
  regions: [],
});

/** Names of the members of `affinity`, in order. */
export const affinities = ['topic', 'strength', 'named', 'place', 'elsewhere'] as const;

/** How well what was found in a text fits a label: 0 nothing, 1 all of it. One weight each serves all labels. */
export function affinity({ topics, bodies, places }: Findings, profile: LabelProfile): number[] {
  const fits = topics.filter(
    ({ affair, organisation }) =>
      (affair !== undefined && profile.affairs.includes(affair)) ||
      (organisation !== undefined && profile.organisations.includes(organisation)),
  );
  const squares = (list: typeof topics) => list.reduce((sum, { score }) => sum + score * score, 0);
  const strongest = Math.max(0, ...fits.map(({ score }) => score));
  const named = Math.max(
    0,
    ...bodies
      .filter(({ organisation }) => profile.organisations.includes(organisation))
      .map(({ weight }) => weight),
  );
  const [here, elsewhere] = shareOfPlace(places, profile.regions);
  return [
    fits.length === 0 ? 0 : squares(fits) / squares(topics),
    Math.min(1, strongest / 5),
    Math.min(1, named / 4),
    here,
    elsewhere,
  ];
}

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

import { type Claim } from './claims';
import { type RoutingInput, type RoutingKit } from './decision';
import { type DirectoryIndex } from './directory';
import { asFindings, findingsOf } from './findings';
import { ownersOf } from './learned/label';
import * as say from './reasons';
import { type Understanding } from './understanding';

const mostGuesses = 8;
const mostCharacters = 6000;

/** What earlier decisions teach about this complaint, at the places found. */
export function learnedClaims(understood: Understanding, input: RoutingInput, kit: RoutingKit): Claim[] {
  const { model, directory } = kit;
  if (!model) return [];
  const { text, title, category } = input;
  const guesses = model.predict({
    text: text.slice(0, mostCharacters),
    ...(title !== undefined && { title }),
    ...(category !== undefined && { category }),
    findings: findings(understood, input, kit),
  });
  return guesses.slice(0, mostGuesses).flatMap(({ label, probability }) =>
    ownersOf(label, understood.places, directory).map(({ organisation, unit, share }) => ({
      organisation,
      ...(unit !== undefined && { unit }),
      probability: probability * share,
      reasons: [say.learnedReason(nameOf(organisation, unit, directory), model.examplesOf?.(label))],
    })),
  );
}

/** As in training, where nobody knows whom the reporter would have addressed. */
const findings = ({ topics, bodies, saidPlaces }: Understanding, input: RoutingInput, kit: RoutingKit) =>
  input.agencyHint === undefined ? asFindings(topics, bodies, saidPlaces) : findingsOf(input, kit);

/** `Dinas Kesehatan`, as people call it; the body’s own name where no unit is named. */
const nameOf = (organisation: string, unit: string | undefined, directory: DirectoryIndex): string =>
  (unit === undefined ? undefined : directory.unit(unit)?.name) ??
  directory.organisation(organisation)?.name ??
  organisation;

import { readFileSync } from 'node:fs';
import { areaDataFrom, directoryFile, gazetteerFrom } from './shipped.fixture';
import { type PlaceCandidate } from './candidate';
import { loadGazetteerRows } from './gazetteer-rows';
import { type Phrase, phrases } from './phrases.fixture';

const read = (path: string) => readFileSync(path, 'utf8');
const gazetteer = gazetteerFrom(read);
const rows = loadGazetteerRows(directoryFile(read), areaDataFrom(read));
const regions = new Map([...rows.provinces, ...rows.regencies].map(([code, name]) => [name, code]));
const villages = new Map(Array.from(rows.villages, ([code, name]) => [`${code.slice(0, 8)} ${name}`, code]));

/** Code of a place as the table writes it. */
function codeOf(place: string): string {
  const [region, district, village] = place.split(', ').reverse();
  const regency = regions.get(region ?? '');
  if (regency === undefined) throw new Error(`no region ${place}`);
  if (district === undefined) return regency;
  const digits = Object.entries(rows.districts[regency] ?? {}).find(([, name]) => name === district)?.[0];
  if (digits === undefined) throw new Error(`no district ${place}`);
  const code = `${regency}.${digits}`;
  const found = village === undefined ? code : villages.get(`${code} ${village}`);
  if (found === undefined) throw new Error(`no village ${place}`);
  return found;
}

const enough = 0.4;
/** The place itself or one inside; a regency stands for a district in it, but no province for a regency. */
const isIn = (candidate: PlaceCandidate | undefined, code: string): boolean =>
  candidate !== undefined &&
  (candidate.region.startsWith(code) || (candidate.region.length >= 5 && code.startsWith(candidate.region)));

interface Outcome {
  readonly text: string;
  readonly codes: readonly string[];
  readonly found: readonly PlaceCandidate[];
}

const outcome = ([text, place]: Phrase): Outcome => ({
  text,
  codes: place === '' ? [] : place.split(' / ').map(codeOf),
  found: gazetteer.find({ texts: [text] }),
});

function isRight({ codes, found }: Outcome): boolean {
  if (codes.length === 0) return found.every(({ probability }) => probability < enough);
  return codes.some((code) => isIn(found[0], code));
}

function isRightInTwo({ codes, found }: Outcome): boolean {
  if (codes.length < 2)
    return isRight({ text: '', codes, found }) || codes.some((code) => isIn(found[1], code));
  return codes.every((code) => found.slice(0, 2).some((each) => isIn(each, code)));
}

const share = (outcomes: readonly Outcome[], holds: (each: Outcome) => boolean) =>
  outcomes.filter(holds).length / outcomes.length;

/** How far the probability that was said is from the share that was right, by ten buckets of the best candidate. */
function calibration(outcomes: readonly Outcome[]) {
  const offered = outcomes
    .filter(({ codes }) => codes.length < 2)
    .flatMap(({ codes, found }) =>
      found.slice(0, 2).map((candidate) => ({
        said: candidate.probability,
        right: codes.some((code) => isIn(candidate, code)),
      })),
    );
  const buckets = Array.from({ length: 5 }, (_, bucket) => {
    const inside = offered.filter(({ said }) => Math.min(4, Math.floor(said * 5)) === bucket);
    const said = inside.reduce((sum, each) => sum + each.said, 0) / Math.max(1, inside.length);
    const right = inside.filter((each) => each.right).length / Math.max(1, inside.length);
    return { n: inside.length, said, right };
  });
  const error = buckets.reduce(
    (sum, { n, said, right }) => sum + (n * Math.abs(said - right)) / offered.length,
    0,
  );
  return { buckets, error };
}

const all = Object.values(phrases).flat();
const outcomes = all.map(outcome);
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

describe('the gazetteer on a table of invented phrases', () => {
  it('has at least 250 of them', () => {
    expect(all.length).toBeGreaterThanOrEqual(250);
  });

  it('finds the place first in most, and first or second in nearly all', () => {
    const [first, second] = [share(outcomes, isRight), share(outcomes, isRightInTwo)];
    const wrong = outcomes.filter((each) => !isRightInTwo(each)).map(shown);
    process.stdout.write(
      `places: ${all.length} phrases, top-1 ${percent(first)}, top-2 ${percent(second)}\n`,
    );
    if (wrong.length > 0) process.stdout.write(`not in the first two:\n${wrong.join('\n')}\n`);
    expect(first).toBeGreaterThanOrEqual(0.96);
    expect(second).toBeGreaterThanOrEqual(0.94);
  });

  it.each(Object.keys(phrases))('does so for each kind: %s', (kind) => {
    const those = (phrases[kind] ?? []).map(outcome);
    expect(share(those, isRight)).toBeGreaterThanOrEqual(0.9);
  });

  it('reaches the district or village where the phrase says it', () => {
    const fine = outcomes.filter(({ codes }) => codes.length === 1 && (codes[0]?.length ?? 0) > 5);
    const reached = share(fine, ({ codes, found }) => found[0]?.region.startsWith(codes[0] ?? '-') === true);
    process.stdout.write(`down to district or village: ${percent(reached)} of ${fine.length}\n`);
    const coarse = fine.filter(({ codes, found }) => found[0]?.region.startsWith(codes[0] ?? '-') !== true);
    process.stdout.write(coarse.map((each) => `${shown(each)}\n`).join(''));
    expect(reached).toBeGreaterThanOrEqual(0.85);
  });

  it('says probabilities that mean what they say', () => {
    const { buckets, error } = calibration(outcomes);
    for (const { n, said, right } of buckets)
      process.stdout.write(`said ${percent(said)}, right ${percent(right)} (${n})\n`);
    process.stdout.write(`calibration error ${error.toFixed(3)}\n`);
    expect(error).toBeLessThanOrEqual(0.08);
  });
});

const shown = ({ text, codes, found }: Outcome) =>
  `  ${text} → ${found.map(({ region, probability }) => `${region} ${percent(probability)}`).join(', ')} (wanted ${codes.join(' / ')})`;

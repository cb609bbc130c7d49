import { remembering } from '../remember';
import { forms, type WordList } from '../words';
import { type GazetteerRows } from './gazetteer-rows';
import { keyFilter } from './key-filter';
import { landmarksFrom } from './landmarks';
import { type Names } from './mentions';
import { nameTable } from './name-table';
import { codeOf, nameKey, type NamedRow, numberOf } from './names';
import { nearNames } from './near-names';
import { regionNames } from './region-names';

function* smallRows(rows: GazetteerRows): Generator<NamedRow> {
  for (const [regency, districts] of Object.entries(rows.districts)) {
    for (const [digits, name] of Object.entries(districts)) yield [`${regency}.${digits}`, name];
  }
  yield* rows.villages;
}

/** Words repeat: what was near the last thousands of them is known. */
const remembered = 8000;

/** All that a word may be looked up in. */
export function namesFrom(rows: GazetteerRows, words: WordList): Names {
  const regions = regionNames(rows, rows.otherNames, words);
  const small = nameTable(smallRows(rows), words);
  const islands = nameTable(rows.islands, words);
  const landmarks = landmarksFrom(rows.landmarks, words);
  const districts = Object.values(rows.districts).flatMap((each) => Object.values(each));
  const long = [...regions.keys(), ...districts.map((name) => nameKey(name, words))];
  const { near } = nearNames(new Set([...regions.keys(), ...small.keys()]), new Set(long));
  const ordinary = new Set([...words.ordinary, ...rows.commonWords].map((word) => nameKey(word, words)));
  const official = new Map(
    [...rows.provinces, ...rows.regencies].map(([code, name]) => [numberOf(code), name]),
  );
  return {
    regions,
    small,
    islands,
    landmarks,
    near: { near: remembering(near, remembered) },
    filter: keyFilter([
      ...regions.keys(),
      ...small.keys(),
      ...islands.keys(),
      ...landmarks.keys(),
      ...ordinary,
    ]),
    ordinary,
    isDerived: remembering((word) => [...forms(word)].some((form) => ordinary.has(form)), remembered),
    never: new Set(rows.neverNames),
    parts: rows.nameParts,
    official: (place) => official.get(place) ?? codeOf(place),
    words,
  };
}

import { type WordList } from '../words';
import { nameKey, numberOf } from './names';

/** Where each lies: one region, or all that it crosses; then the names it is known by. */
export type LandmarkRow = readonly [regions: string, ...names: string[]];

export interface Landmark {
  readonly name: string;
  readonly places: readonly number[];
}

export type Landmarks = ReadonlyMap<string, Landmark>;

/** Well-known places that are not called after a region: airports, ports, hospitals, universities, toll roads, streets. */
export function landmarksFrom(rows: readonly LandmarkRow[], words: WordList): Landmarks {
  const landmarks = new Map<string, Landmark>();
  for (const [regions, ...names] of rows) {
    const places = regions.split(' ').map(numberOf);
    for (const name of names) landmarks.set(nameKey(name, words), { name, places });
  }
  return landmarks;
}

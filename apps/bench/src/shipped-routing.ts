import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  loadDirectory,
  loadGazetteerRows,
  makeGazetteer,
  routingKit,
  type RoutingKit,
  type WordList,
} from '@satupintu/domain';
import { type RoutingPolicy } from '@satupintu/events';

const data = resolve(__dirname, '../../../../data');
const text = (path: string) => readFileSync(join(data, path), 'utf8');
const json = <T>(path: string): T => JSON.parse(text(path)) as T;

const areaData = dirname(require.resolve('idn-area-data/package.json'));
const readAreaData = (name: string) => readFileSync(join(areaData, 'data', name), 'utf8');

/** What the router decides with on the day that it is installed: all bodies, all places, the shipped rules. */
export function shippedKit(): RoutingKit {
  const words = json<WordList>('routing/words.json');
  const read = (name: string) => text(`directory/${name}`);
  const gazetteer = makeGazetteer(loadGazetteerRows(read, readAreaData), words);
  return routingKit(loadDirectory(read), json<RoutingPolicy>('routing/policy.json'), gazetteer, words);
}

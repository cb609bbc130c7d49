import { type RoutingPolicy } from '@satupintu/events';
import { type RoutingKit } from './decision';
import { directoryFile, gazetteerFrom, type ReadShipped, wordsFrom } from './place/shipped.fixture';
import { loadDirectory } from './shipped';
import { routingKit } from './kit';

/** All that ships, put together as the router does. */
export const kitFrom = (read: ReadShipped): RoutingKit => {
  const policy = JSON.parse(read('data/routing/policy.json')) as RoutingPolicy;
  return routingKit(loadDirectory(directoryFile(read)), policy, gazetteerFrom(read), wordsFrom(read));
};

import { type Deps, type Operated } from '@satupintu/service';
import { trainCandidate } from './train-candidate';

/** `train`: what the service runs beside itself. Trains and saves the bytes; publishing is the service’s. */
export const trainCommand = async (deps: Deps): Promise<Operated> => ({
  report: await trainCandidate(deps),
  well: true,
});

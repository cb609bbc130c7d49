import { type Versions } from '@satupintu/events';
import { type RoutingKit } from './decision';

/** All that a decision was made with, so that anybody can make it again. */
export const decisionVersions = ({ directory, prepared, gazetteer, model }: RoutingKit): Versions => ({
  directory: directory.version,
  policy: prepared.policy.version,
  gazetteer: gazetteer.version,
  ...(model && { model: model.version }),
});

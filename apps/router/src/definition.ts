import { type ServiceDefinition } from '@satupintu/service';
import { DecisionsController } from './decisions/decisions.controller';
import { knowledgeOf } from './knowledge';
import { ModelsController } from './learning/models.controller';
import { trainCommand } from './learning/train-command';
import { trainingOf } from './learning/training';
import { DirectoryVersionsController } from './organisations/directory-versions.controller';
import { OrganisationsController } from './organisations/organisations.controller';
import { RoutingPoliciesController } from './policies/routing-policies.controller';
import { project } from './project';
import { SuggestionsController } from './suggestions/suggestions.controller';
import { Twins } from './twins/twins.provider';
import { TwinsController } from './twins/twins.controller';
import { routerViews } from './views';
import { ArbitrationsController } from './waiting/arbitrations.controller';
import { Bulk } from './waiting/bulk.provider';
import { Handover } from './waiting/handover.provider';
import { Officers } from './waiting/officers.provider';
import { TriageController } from './waiting/triage.controller';
import { Triage } from './waiting/triage.provider';
import { whatIfCommand } from './what-if/what-if-command';

/** No wrong door: who is competent, triage, arbitration. Publishes the directory and the routing policy that ship. */
export const router: ServiceDefinition = {
  name: 'router',
  views: routerViews,
  handle: project,
  controllers: [
    SuggestionsController,
    DecisionsController,
    TriageController,
    TwinsController,
    ArbitrationsController,
    OrganisationsController,
    ModelsController,
    DirectoryVersionsController,
    RoutingPoliciesController,
  ],
  providers: [Officers, Twins, Triage, Bulk, Handover],
  configure(_app, deps) {
    const knowledge = knowledgeOf(deps);
    knowledge.publish().catch((error: unknown) => deps.logger.info({ err: error }, 'nothing was published'));
    return Promise.resolve();
  },
  onReady(deps) {
    trainingOf(deps).begin();
    return Promise.resolve();
  },
  onStop(deps) {
    trainingOf(deps).stop();
    knowledgeOf(deps).stop();
    return Promise.resolve();
  },
  operations: { train: trainCommand, 'what-if': whatIfCommand },
};

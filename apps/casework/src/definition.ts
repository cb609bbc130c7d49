import { type ServiceDefinition } from '@satupintu/service';
import { AppointmentsController } from './appointments/appointments.controller';
import { ContributorsController } from './desk/contributors.controller';
import { Desk } from './desk/desk.provider';
import { HandlingController } from './desk/handling.controller';
import { IdentityController } from './desk/identity.controller';
import { InboxController } from './desk/inbox.controller';
import { FeedsController } from './feed/feeds.controller';
import { showWebhooks } from './feed/figures';
import { webhookCallsOf } from './feed/webhook-calls';
import { WebhooksController } from './feed/webhooks.controller';
import { MergeController } from './merge/merge.controller';
import { AccreditationsController } from './partners/accreditations.controller';
import { PartnerEventsController } from './partners/partner-events.controller';
import { PartnerGate } from './partners/partner-gate.provider';
import { ReconciliationController } from './partners/reconciliation.controller';
import { resumeUpdates } from './partners/resume';
import { UpdatesController } from './partners/updates.controller';
import { Updates } from './partners/updates.provider';
import { project } from './project';
import { ThreadController } from './thread/thread.controller';
import { caseworkViews } from './views';

/** The agency's desk: accept, decline, assign, ask, answer, contributors, thread, merging; agency feeds. */
export const casework: ServiceDefinition = {
  name: 'casework',
  views: caseworkViews,
  handle: () => (batch, context) => Promise.resolve(project(batch, context)),
  controllers: [
    InboxController,
    HandlingController,
    IdentityController,
    ContributorsController,
    ThreadController,
    MergeController,
    FeedsController,
    WebhooksController,
    AppointmentsController,
    AccreditationsController,
    UpdatesController,
    PartnerEventsController,
    ReconciliationController,
  ],
  providers: [Desk, PartnerGate, Updates],
  configure(_app, deps) {
    showWebhooks(deps);
    return Promise.resolve();
  },
  async onReady(deps) {
    webhookCallsOf(deps).start();
    await resumeUpdates(deps);
  },
  onStop: (deps) => webhookCallsOf(deps).stop(),
};

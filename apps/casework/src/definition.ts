import { type ServiceDefinition } from '@satupintu/service';
import { AppointmentsController } from './appointments/appointments.controller';
import { noteAttendance } from './appointments/attendance';
import { FirstPageController } from './appointments/first-page.controller';
import { HandoversController } from './appointments/handovers.controller';
import { moverOf } from './appointments/mover';
import { ReadinessController } from './appointments/readiness.controller';
import { ContributorsController } from './desk/contributors.controller';
import { Desk } from './desk/desk.provider';
import { HandlingController } from './desk/handling.controller';
import { IdentityController } from './desk/identity.controller';
import { InboxController } from './desk/inbox.controller';
import { LeadController } from './desk/lead.controller';
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
  handle: (deps) => (batch, context) => Promise.resolve(project(batch, context, deps)),
  controllers: [
    InboxController,
    HandlingController,
    IdentityController,
    ContributorsController,
    LeadController,
    ThreadController,
    MergeController,
    FeedsController,
    WebhooksController,
    HandoversController,
    ReadinessController,
    FirstPageController,
    AppointmentsController,
    AccreditationsController,
    UpdatesController,
    PartnerEventsController,
    ReconciliationController,
  ],
  providers: [Desk, PartnerGate, Updates],
  configure(app, deps) {
    noteAttendance(app.getHttpAdapter().getInstance(), deps);
    showWebhooks(deps);
    return Promise.resolve();
  },
  async onReady(deps) {
    webhookCallsOf(deps).start();
    moverOf(deps).start();
    await resumeUpdates(deps);
  },
  async onStop(deps) {
    await Promise.all([webhookCallsOf(deps).stop(), moverOf(deps).stop()]);
  },
  busy: (deps) => Promise.resolve(moverOf(deps).busy()),
};

import { type ServiceDefinition } from '@satupintu/service';
import { AppointmentsController } from './appointments/appointments.controller';
import { ContributorsController } from './desk/contributors.controller';
import { Desk } from './desk/desk.provider';
import { HandlingController } from './desk/handling.controller';
import { IdentityController } from './desk/identity.controller';
import { InboxController } from './desk/inbox.controller';
import { FeedsController } from './feed/feeds.controller';
import { MergeController } from './merge/merge.controller';
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
    AppointmentsController,
  ],
  providers: [Desk],
};

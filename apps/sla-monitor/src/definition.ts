import { type ServiceDefinition } from '@satupintu/service';
import { ClocksController } from './clocks/clocks.controller';
import { ExtensionsController } from './clocks/extensions.controller';
import { PreviewController } from './clocks/preview.controller';
import { monitorOf } from './firing/monitor';
import { ContactsController } from './notices/contacts.controller';
import { showNotices } from './notices/figures';
import { NoticesController } from './notices/notices.controller';
import { project } from './project';
import { publishShipped } from './shipped';
import { CalendarsController } from './versions/calendars.controller';
import { SlaPoliciesController } from './versions/sla-policies.controller';
import { clockViews } from './views';

/** The clocks: working time, deadlines, the escalation ladder. The only owner of timers of the domain. */
export const slaMonitor: ServiceDefinition = {
  name: 'sla-monitor',
  views: clockViews,
  handle: project,
  controllers: [
    ClocksController,
    ExtensionsController,
    PreviewController,
    CalendarsController,
    SlaPoliciesController,
    ContactsController,
    NoticesController,
  ],
  configure(_app, deps) {
    showNotices(deps);
    void publishShipped(deps, monitorOf(deps).stopped);
    return Promise.resolve();
  },
  onReady(deps) {
    monitorOf(deps).start();
    return Promise.resolve();
  },
  onStop: (deps) => monitorOf(deps).stop(),
  ipc: (deps) => ({
    'next-due': async ({ upTo }) => ({
      kind: 'next-due',
      at: typeof upTo === 'string' ? await monitorOf(deps).nextDue(upTo) : null,
    }),
    fire: async () => ({ kind: 'fired', count: await monitorOf(deps).fire() }),
  }),
  busy: (deps) => Promise.resolve(monitorOf(deps).busy()),
};

import multipart from '@fastify/multipart';
import { mostBytes } from '@satupintu/attachments';
import { decode, REFERENCE } from '@satupintu/events';
import { type Deps, positionOf, type ServiceDefinition } from '@satupintu/service';
import { AttachmentsController } from './attachments/attachments.controller';
import { ChallengeController } from './channels/challenge.controller';
import { takeCall } from './channels/take.call';
import { fileCall } from './filing/file.call';
import { JwksController } from './filing/jwks.controller';
import { intakeOf } from './intake';
import { deliveriesCall } from './messages/deliveries.call';
import { showMessages } from './messages/figures';
import { registerPages } from './pages/register';
import { project } from './tracking/project';
import { TrackingController } from './tracking/tracking.controller';
import { intakeViews } from './tracking/views';

/** The reporter's door: channels in, receipts, the reporter's own page and replies. */
export const intake: ServiceDefinition = {
  name: 'intake',
  views: intakeViews,
  handle: () => (batch) => Promise.resolve(project(batch)),
  controllers: [TrackingController, AttachmentsController, ChallengeController, JwksController],
  fastCalls: [fileCall, takeCall, deliveriesCall],
  readyWithoutLog: true,
  ipc: (deps) => {
    let position: Promise<string> | undefined;
    return { position: async () => ({ position: await (position ??= firstPosition(deps)) }) };
  },
  async onReady(deps) {
    const { sending } = await intakeOf(deps);
    sending.start();
  },
  async onStop(deps) {
    const { sending } = await intakeOf(deps);
    await sending.stop();
  },
  async busy(deps) {
    const { sending } = await intakeOf(deps);
    return sending.busy();
  },
  async configure(app, deps) {
    await app.register(multipart, {
      limits: { fileSize: mostBytes, files: 5, fields: 40, fieldSize: 100_000 },
    });
    // A missing key is a fault of the installation: it shows at start, not with the first complaint.
    const doors = await intakeOf(deps);
    await registerPages(app, deps, doors);
    showMessages(deps);
  },
};

/** A position that everybody has applied who has read anything: of the first reference fact. Settling answers with it. */
async function firstPosition({ log }: Deps): Promise<string> {
  for await (const { records } of log.read(REFERENCE)) {
    const [first] = records;
    if (!first) continue;
    const { id, subject } = decode(first.value);
    return positionOf([{ topic: REFERENCE, id, subject }]);
  }
  throw new Error('nothing has been published yet');
}

import { Id, Maybe, OneOf, Shape } from '@satupintu/events';
import { fastCall, notFound } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { readerOf } from '../channels/bodies';
import { adapterOf } from '../channels/registry';
import { whoBrings } from '../channels/take.call';
import { intakeOf } from '../intake';
import { isWayOut } from './message';

const mostBytes = 256 * 1024;
const most = 1_000;
const Deliveries = Shape({
  items: Type.Array(
    Shape({
      messageId: Id,
      state: OneOf('delivered', 'failed'),
      /** the gateway’s own code: a number stands in the proof, anything in the reason of a failure */
      code: Maybe(Type.String({ minLength: 1, maxLength: 100 })),
    }),
    { minItems: 1, maxItems: most },
  ),
});
const read = readerOf(Deliveries);

const description = {
  summary:
    'What became of messages to reporters: JSON {items: [{messageId, state: delivered | failed, code?}]}, safe to repeat',
  access: 'public',
  raw: mostBytes,
  answer: Shape({
    /** of messages that this caller has carried */
    taken: Type.Integer({ minimum: 0 }),
  }),
} as const;

/** Gateways and front ends say what became of messages, signed or with a token as for what they bring. */
export const deliveriesCall = fastCall(
  'POST',
  '/v1/channels/:name/deliveries',
  description,
  async (request, deps) => {
    const { channelSettings, reports } = await intakeOf(deps);
    const adapter = adapterOf(request.params['name'] ?? '');
    if (!adapter || !isWayOut(adapter.channel)) throw notFound();
    const delivery = { raw: request.raw, headers: request.headers };
    const { person } = whoBrings(adapter, delivery, request.person, channelSettings);
    return { taken: await reports.take(adapter.channel, person.organisation, read(request.raw).items) };
  },
);

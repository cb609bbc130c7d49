import { type Person } from '@satupintu/domain';
import { Maybe, Shape } from '@satupintu/events';
import { fastCall, type Fault, forbidden, notFound, Problem, unauthenticated } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { intakeOf, type Intake } from '../intake';
import { isWayOut } from '../messages/message';
import { type Adapter, type Delivery, type Incoming, type MessageFault, type Reading } from './adapter';
import { type Bringer } from './channels';
import { ChannelAnswer, type Outcome } from './outcome';
import { adapterOf } from './registry';
import { type ChannelSettings, type Settings } from './settings';

/** Ten megabytes of files in a mail, as mail writes them. */
const mostBytes = 15 * 1024 * 1024;

const description = {
  summary: 'Messages of a channel: text messages, mails, mentions, slips of a counter, a table (CSV)',
  access: 'public',
  raw: mostBytes,
  query: Shape({
    /** file the rows that are right although others are not */
    partial: Maybe(Type.Boolean()),
  }),
  answer: ChannelAnswer,
} as const;

/**
 * The one address of all gateways: bytes in, and what became of each message. Signed by the gateway, or brought by a
 * signed-in front end. Sent again, it does and answers the same.
 */
export const takeCall = fastCall('POST', '/v1/channels/:name', description, async (request, deps) => {
  const intake = await intakeOf(deps);
  const adapter = adapterOf(request.params['name'] ?? '');
  if (!adapter) throw notFound();
  const delivery = { raw: request.raw, headers: request.headers };
  const bringer = whoBrings(adapter, delivery, request.person, intake.channelSettings);
  const reading = await adapter.read(delivery, bringer.settings ?? { operator: bringer.person.organisation });
  if (reading.reports && isWayOut(adapter.channel))
    await intake.reports.take(adapter.channel, bringer.person.organisation, reading.reports);
  const faults = [...(reading.faults ?? []), ...unknownNames(reading, adapter, intake)];
  if (faults.length > 0 && request.query.partial !== true) throw rowsRefused(faults);
  return { messages: await takeAll(intake, reading, faults, bringer) };
});

/**
 * Messages in their order; rows of a table, which know nothing of each other, many to a commit. One sender who writes too
 * much holds up nobody else: the gateway is told when the others are taken, and may send all of it again.
 */
async function takeAll(
  intake: Intake,
  { messages, faults }: Reading,
  wrong: readonly MessageFault[],
  bringer: Bringer,
): Promise<Outcome[]> {
  const isTable = faults !== undefined;
  const together = isTable ? 100 : 1;
  const outcomes: Outcome[] = [];
  const tooMany: unknown[] = [];
  for (let from = 0; from < messages.length; from += together) {
    const some = messages.slice(from, from + together).map(async (message, index) => {
      const own = wrong.filter(({ at }) => at === from + index + 1);
      if (own.length > 0) return refusedRow(message, own);
      const throws = bringer.adapter.sender === 'typed-in' && !isTable;
      return throws ? intake.channels.take(message, bringer) : takeOrTell(intake, message, bringer);
    });
    for (const one of await Promise.allSettled(some)) {
      if (one.status === 'fulfilled') outcomes.push(one.value);
      else if (one.reason instanceof Problem && one.reason.status === 429) tooMany.push(one.reason);
      else throw one.reason;
    }
  }
  if (tooMany.length > 0) throw tooMany[0];
  return outcomes;
}

/** @throws Problem 401 where neither a signature nor a token proves who it is, 403 with another role's */
export function whoBrings(
  adapter: Adapter,
  delivery: Delivery,
  person: Person | undefined,
  settings: ChannelSettings,
): Bringer {
  if (person && person.role !== 'channel') throw forbidden();
  if (person) return { adapter, person, settings: undefined };
  const signed = signedBy(adapter, delivery, settings.get(adapter.name) ?? []);
  if (!signed) throw unauthenticated('The signature of a known gateway is needed, or a token.');
  const { operator: organisation } = signed;
  const gateway: Person = {
    subject: `gateway:${adapter.name}`,
    name: adapter.name,
    role: 'channel',
    organisation,
  };
  return { adapter, person: gateway, settings: signed };
}

const signedBy = (
  { signature }: Adapter,
  delivery: Delivery,
  gateways: readonly Settings[],
): Settings | undefined => gateways.find((one) => signature?.(delivery, one, Date.now()) === true);

/** Rows of a table that can be read are all looked at before the first of them is filed. */
function unknownNames({ messages, faults }: Reading, { channel }: Adapter, { file }: Intake): MessageFault[] {
  if (!faults) return [];
  const unreadable = new Set(faults.map(({ at }) => at));
  return messages.flatMap(({ complaint }, index) => {
    const at = index + 1;
    const refusal = unreadable.has(at) ? undefined : file.refusal({ ...complaint, channel });
    return (refusal?.extras.errors ?? []).map(({ pointer, detail }) => ({
      at,
      member: pointer.slice(1).replaceAll('/', '.'),
      detail,
    }));
  });
}

const faultOf = ({ at, member, detail }: MessageFault): Fault => ({
  pointer: `/${at}/${member.replaceAll('.', '/')}`,
  detail,
});

const rowsRefused = (faults: readonly MessageFault[]) =>
  new Problem(422, 'rows-refused', `Nothing was filed: ${faults.length} faults.`, {
    errors: faults.map(faultOf),
  });

const refusedRow = ({ id }: Incoming, faults: readonly MessageFault[]): Outcome => ({
  id,
  outcome: 'refused',
  code: 'invalid-row',
  errors: faults.map(faultOf),
});

/** A gateway would send what is refused for ever, and a table has other rows: they are told which one, with 200. */
async function takeOrTell({ channels }: Intake, message: Incoming, bringer: Bringer): Promise<Outcome> {
  try {
    return await channels.take(message, bringer);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.status === 429) throw error;
    const { code, detail } = error;
    return { id: message.id, outcome: 'refused', code, detail };
  }
}

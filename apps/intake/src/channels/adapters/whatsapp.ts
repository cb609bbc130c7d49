import { Type, type Static } from '@sinclair/typebox';
import { type Adapter, type DeliveryReport, type Incoming, type IncomingFile } from '../adapter';
import { phoneOf } from '../addresses';
import { instantOf, readerOf } from '../bodies';
import { fetchMedia } from '../media';
import { hubSignature, same } from '../signatures';

const Text = Type.Optional(Type.String({ maxLength: 20_000 }));
const Media = Type.Optional(Type.Object({ id: Type.String({ maxLength: 200 }), caption: Text }));
const Message = Type.Object({
  from: Type.String({ maxLength: 60 }),
  id: Type.String({ minLength: 1, maxLength: 400 }),
  timestamp: Type.Optional(Type.String({ maxLength: 20 })),
  type: Type.String(),
  text: Type.Optional(Type.Object({ body: Text })),
  image: Media,
  document: Media,
  audio: Media,
  video: Media,
  location: Type.Optional(
    Type.Object({ latitude: Type.Number(), longitude: Type.Number(), name: Text, address: Text }),
  ),
  button: Type.Optional(Type.Object({ text: Text })),
  interactive: Type.Optional(Type.Record(Type.String(), Type.Any())),
});
const Status = Type.Object({
  biz_opaque_callback_data: Type.Optional(Type.String({ maxLength: 200 })),
  status: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ code: Type.Optional(Type.Integer()) }))),
});
const Contact = Type.Object({
  wa_id: Type.String(),
  profile: Type.Optional(Type.Object({ name: Text })),
});
const Value = Type.Object({
  contacts: Type.Optional(Type.Array(Contact)),
  messages: Type.Optional(Type.Array(Message)),
  statuses: Type.Optional(Type.Array(Status)),
});
const Change = Type.Object({ field: Type.Optional(Type.String()), value: Value });
const read = readerOf(
  Type.Object({ entry: Type.Array(Type.Object({ changes: Type.Array(Change) }), { maxItems: 1_000 }) }),
);

/** WhatsApp Business (Cloud API): messages and what became of ours come to one address, signed with the app's secret. */
export const whatsapp: Adapter = {
  name: 'whatsapp',
  channel: 'whatsapp',
  signature: hubSignature,
  sender: 'vouched',
  read({ raw }) {
    const values = read(raw).entry.flatMap(({ changes }) => changes.map(({ value }) => value));
    return { messages: values.flatMap(messagesOf), reports: values.flatMap(reportsOf) };
  },
  fetch: fetchMedia,
  challenge(query, { verifyToken }) {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
    if (verifyToken === undefined || mode !== 'subscribe' || typeof token !== 'string') return undefined;
    return same(verifyToken, token) && typeof challenge === 'string' ? challenge : undefined;
  },
};

/** Kinds that say nothing to a desk: a thumb, a change of number, what this version does not know. */
const unsaid = new Set(['reaction', 'system', 'unsupported', 'sticker']);

function messagesOf({ messages = [], contacts = [] }: Static<typeof Value>): Incoming[] {
  const names = new Map(contacts.map(({ wa_id, profile }) => [wa_id, profile?.name]));
  return messages
    .filter(({ type }) => !unsaid.has(type))
    .map((message) => incoming(message, names.get(message.from)));
}

function incoming(message: Static<typeof Message>, name: string | undefined): Incoming {
  const { id, from, timestamp, location } = message;
  const phone = phoneOf(from);
  const capturedAt = timestamp === undefined ? undefined : instantOf(Number(timestamp) * 1000);
  const reporter = { ...(name && { name: name.slice(0, 200) }), ...(phone && { phone }) };
  return {
    id,
    complaint: {
      text: textOf(message),
      reporter,
      ...(location && { place: placeOf(location) }),
      ...(capturedAt && { capturedAt }),
    },
    ...(phone && { sender: phone }),
    files: filesOf(message),
  };
}

function textOf({ text, image, document, video, button, interactive }: Static<typeof Message>): string {
  const chosen: unknown = Object.values(interactive ?? {}).find((one: unknown) => typeof one === 'object');
  const title = (chosen as { title?: unknown } | undefined)?.title;
  const said = text?.body ?? image?.caption ?? document?.caption ?? video?.caption ?? button?.text;
  return said ?? (typeof title === 'string' ? title : '');
}

/** Sound and film are taken by nobody here: files that were refused, so that the desk sees that there was something. */
const filesOf = ({ image, document, audio, video }: Static<typeof Message>): IncomingFile[] =>
  [image, document, audio, video].flatMap((media) => (media ? [{ reference: media.id }] : []));

function placeOf({ latitude, longitude, name, address }: Static<typeof Message>['location'] & object) {
  const description = [name, address].filter((part) => part !== undefined).join(', ');
  return { lat: latitude, lon: longitude, ...(description !== '' && { description }) };
}

const states = { delivered: 'delivered', read: 'delivered', failed: 'failed' } as const;
const isState = (status: string): status is keyof typeof states => status in states;

/** Known by what we gave along: WhatsApp's own id of a message has the number of the telephone in it. */
function reportsOf({ statuses = [] }: Static<typeof Value>): DeliveryReport[] {
  return statuses.flatMap(({ biz_opaque_callback_data: messageId, status, errors }) => {
    if (messageId === undefined || !isState(status)) return [];
    const code = errors?.[0]?.code;
    return [{ messageId, state: states[status], ...(code !== undefined && { code: String(code) }) }];
  });
}

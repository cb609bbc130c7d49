import { WEBHOOK_SECRET } from '@satupintu/service';
import { Maybe, Shape } from '@satupintu/events';
import { type Static, Type } from '@sinclair/typebox';
import Ajv from 'ajv';

const Text = Type.String({ minLength: 1, maxLength: 2_000 });
const Url = Type.String({ pattern: '^https?://\\S+$', maxLength: 2_000 });

/** `send` of a gateway in `CHANNELS_FILE`: how messages are handed to it. */
const Send = Shape({
  url: Url,
  token: Maybe(Text),
  /** it tells later what was delivered, at `POST /v1/channels/{name}/deliveries` or with its messages */
  reports: Maybe(Type.Boolean()),
  /** WhatsApp: what may be sent a day after the person's last word */
  template: Maybe(Shape({ name: Text, language: Text })),
});
export type SendSettings = Static<typeof Send>;

/** `receivers` of a channel: where its front ends hear of their complaints, by the organisation that operates them. */
const Receivers = Type.Record(
  Type.String(),
  Shape({ url: Url, secret: Type.String({ pattern: WEBHOOK_SECRET }), reports: Maybe(Type.Boolean()) }),
);
export type Receivers = Static<typeof Receivers>;

const Outgoing = Type.Object({
  operator: Type.String(),
  /** our own address on the channel (e-mail) */
  inbox: Maybe(Text),
  send: Maybe(Send),
  receivers: Maybe(Receivers),
});
/** What one gateway's settings say about sending. */
export type Outgoing = Static<typeof Outgoing>;
const fits = new Ajv({ strict: false }).compile<Outgoing>(Outgoing);

/** @throws where it is not what it should be; the message names the place, never the content */
export function outgoingOf(channel: string, gateways: readonly object[] = []): Outgoing[] {
  return gateways.map((settings) => {
    if (fits(settings)) return settings;
    throw new Error(`CHANNELS_FILE: ${channel}${fits.errors?.[0]?.instancePath ?? ''} has a fault`);
  });
}

import { type Adapter } from './adapter';
import { counter } from './adapters/counter';
import { csv } from './adapters/csv';
import { email } from './adapters/email';
import { partner } from './adapters/partner';
import { sms } from './adapters/sms';
import { social } from './adapters/social';
import { whatsapp } from './adapters/whatsapp';
import { type ChannelSettings } from './settings';

/** Every channel that brings messages. Web and app call `POST /v1/complaints` themselves. */
export const adapters: readonly Adapter[] = [sms, whatsapp, email, social, counter, partner, csv];

export const adapterOf = (name: string): Adapter | undefined => adapters.find((one) => one.name === name);

/** The same settings by the channel that an adapter brings messages of: gateways of one channel may write in several ways. */
export const byChannel = (settings: ChannelSettings): ChannelSettings =>
  new Map(
    adapters.map(({ channel }) => [
      channel,
      adapters.filter((one) => one.channel === channel).flatMap(({ name }) => settings.get(name) ?? []),
    ]),
  );

import { type Adapter } from './adapter';
import { counter } from './adapters/counter';
import { csv } from './adapters/csv';
import { email } from './adapters/email';
import { partner } from './adapters/partner';
import { sms } from './adapters/sms';
import { social } from './adapters/social';
import { whatsapp } from './adapters/whatsapp';

/** Every channel that brings messages. Web and app call `POST /v1/complaints` themselves. */
export const adapters: readonly Adapter[] = [sms, whatsapp, email, social, counter, partner, csv];

export const adapterOf = (name: string): Adapter | undefined => adapters.find((one) => one.name === name);

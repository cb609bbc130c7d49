import { type Channel } from '@satupintu/events';
import { type ComplaintBody } from '../filing/complaint-body';
import { type Settings } from './settings';

/** What a gateway sent: bytes, as a signature is over bytes. */
export interface Delivery {
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A file that came with a message, or the gateway's own name of it, to be fetched there. */
export type IncomingFile = { readonly content: Buffer } | { readonly reference: string };

/** Why nobody wrote a message: such a one is never acted upon, or two machines might write to each other for ever. */
export type Automatic = 'auto-reply' | 'bounce' | 'mailing-list' | 'our-own';

/** One message, as every channel's comes down to it. */
export interface Incoming {
  /** the sender's own id of it: what comes again under it is the same message */
  readonly id: string;
  /** the complaint that it would begin */
  readonly complaint: Omit<ComplaintBody, 'channel' | 'channelMessageId'>;
  /** what it says in reply, without what it quotes; where absent, the complaint's text */
  readonly said?: string;
  /** by which the writer is known on this channel, in one form only; absent where somebody else typed it in */
  readonly sender?: string;
  /** where it was sent to, on channels on which our own addresses say what is answered */
  readonly recipients?: readonly string[];
  readonly files?: readonly IncomingFile[];
  readonly automatic?: Automatic;
}

/** What became of a message of ours, as the gateway tells. */
export interface DeliveryReport {
  /** the id that we gave the message when it went out */
  readonly messageId: string;
  readonly state: 'delivered' | 'failed';
  readonly code?: string;
}

/** What is wrong with one of many messages in a body; `at` is its place in it, counted from 1. */
export interface MessageFault {
  readonly at: number;
  /** member or column */
  readonly member: string;
  readonly detail: string;
}

export interface Reading {
  readonly messages: readonly Incoming[];
  readonly faults?: readonly MessageFault[];
  readonly reports?: readonly DeliveryReport[];
}

/** Proof that a delivery is of the gateway that the settings are of. `now` is machine time, milliseconds. */
export type Signature = (delivery: Delivery, settings: Settings, now: number) => boolean;

/**
 * One channel: how its messages are read. Everything else (twice is once, complaint or reply, attachments, who may) is
 * the same for all of them.
 */
export interface Adapter {
  /** last part of `POST /v1/channels/{name}` */
  readonly name: string;
  readonly channel: Channel;
  /** absent where only a signed-in front end may send */
  readonly signature?: Signature;
  /**
   * Who the sender is: `vouched` for by the network; `claimed`, as anybody can write any From line; or nobody, where
   * somebody else `typed it in` for the person: always a complaint then, and the receipt goes back to be handed on.
   */
  readonly sender: 'vouched' | 'claimed' | 'typed-in';
  /** @throws Problem 400, 415 where the body cannot be read at all */
  read(delivery: Delivery, settings: Settings): Reading | Promise<Reading>;
  /** The content of a file that is at the gateway; undefined where it is gone. @throws Problem 503 during an outage */
  fetch?(reference: string, settings: Settings): Promise<Buffer | undefined>;
  /** What to answer a gateway that asks whether this is the address; undefined for a wrong question. */
  challenge?(query: Readonly<Record<string, unknown>>, settings: Settings): string | undefined;
}

import { type Receipt } from '@satupintu/service';
import { type EventKind } from '../tracking/event';
import { type By, type MessageKind } from './message';
import { type Written } from './words';

/** What of a person, or of the front end that filed for them, a message can be addressed to. */
export interface Addressee {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** organisation of the front end */
  readonly operator?: string | undefined;
}

/** A message as it is handed over, the same at each attempt but for what was erased meanwhile. */
export interface Outbound {
  /** what is handed over twice has the same one */
  readonly messageId: string;
  readonly complaintId: string;
  readonly trackingId: string;
  readonly kind: MessageKind;
  readonly event: EventKind;
  /** when that happened which it tells of, domain time */
  readonly saidAt: string;
  readonly url: string;
  readonly written: Written;
}

/**
 * A way out. Taking a message on is durable on the other side: what was taken on and not recorded here is handed over
 * once more, with the same id, which the other side may drop.
 */
export interface Gateway {
  /** where it would go; undefined where the person left nothing that it can use */
  addressOf(addressee: Addressee): string | undefined;
  /** whether it says later what became of a message; otherwise that it was taken on is all the proof there is */
  reports(address: string): boolean;
  /** One attempt. @throws DeliveryFault */
  send(address: string, message: Outbound): Promise<Receipt>;
}

/** The gateway of a way out for what an organisation's front end filed; undefined where there is none. */
export type Gateways = (by: By, operator: string | undefined) => Gateway | undefined;

import { type Config } from '@satupintu/service';
import { FrontEndGateway } from './front-end';
import { type Gateway, type Gateways } from './gateway';
import { LetterGateway } from './letter';
import { type By, waysOut } from './message';
import { type Outgoing, outgoingOf } from './settings';
import { SmsGateway } from './sms';
import { WhatsappGateway } from './whatsapp';

export interface GatewayParts {
  readonly config: Pick<Config, 'smtpUrl' | 'messageTimeoutMs'>;
  /** of `CHANNELS_FILE`, by channel */
  readonly settings: ReadonlyMap<string, readonly object[]>;
  /** where a reply to a letter about a complaint goes */
  readonly replyTo: (inbox: string, trackingId: string) => string;
  readonly replyAbove: string;
}

interface Kept {
  readonly operator: string;
  readonly gateway: Gateway;
}

/** The ways out that an installation has. Of several the one of whoever filed goes before, else the first. */
export function gatewaysOf(parts: GatewayParts): Gateways {
  const kept = new Map(
    waysOut.map((by) => [by, outgoingOf(by, parts.settings.get(by)).flatMap((one) => made(by, one, parts))]),
  );
  return (by, operator) => {
    const all = kept.get(by) ?? [];
    return (all.find((one) => one.operator === operator) ?? all[0])?.gateway;
  };
}

function made(by: By, settings: Outgoing, parts: GatewayParts): Kept[] {
  const gateway = gatewayOf(by, settings, parts);
  return gateway ? [{ operator: settings.operator, gateway }] : [];
}

function gatewayOf(
  by: By,
  { send, receivers, inbox }: Outgoing,
  { config: { smtpUrl, messageTimeoutMs: timeoutMs }, replyTo, replyAbove }: GatewayParts,
): Gateway | undefined {
  switch (by) {
    case 'sms':
      return send && new SmsGateway(send, timeoutMs);
    case 'whatsapp':
      return send && new WhatsappGateway(send, timeoutMs);
    case 'email': {
      if (inbox === undefined || smtpUrl === '') return undefined;
      const reply = (trackingId: string) => replyTo(inbox, trackingId);
      return new LetterGateway({ smtpUrl, from: inbox, timeoutMs, replyAbove, replyTo: reply });
    }
    case 'social':
    case 'partner':
      return receivers && new FrontEndGateway(receivers, timeoutMs);
  }
}

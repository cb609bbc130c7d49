import { type Case } from '@satupintu/domain';
import { type Clock } from '@satupintu/service';
import { type Loop } from '@satupintu/log';
import { type Pool } from 'pg';
import { delivered, failed, notified, type Proof } from './facts';
import { type By } from './message';
import { type Change, type MessageRow, Messages, namedOf } from './rows';

/** What became of a message, as a gateway says later. */
export interface Report {
  readonly messageId: string;
  /** `sent` says nothing new */
  readonly state: 'sent' | 'delivered' | 'failed';
  /** the gateway’s own code for it: digits stand in the proof, anything in the reason of a failure */
  readonly code?: string | undefined;
}

export interface ReportParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly loop: Pick<Loop<Case>, 'state'>;
  readonly kick: () => void;
  /** organisations that operate the installation’s gateways of a way out */
  readonly operators: (by: By) => readonly string[];
}

/** The words of gateways on what became of messages. Safe to hear twice, late, and before their own answer. */
export class Reports {
  private readonly messages: Messages;

  constructor(private readonly parts: ReportParts) {
    this.messages = new Messages(parts.pool);
  }

  /** @returns how many were about messages that this operator has carried */
  async take(by: By, operator: string, reports: readonly Report[]): Promise<number> {
    let taken = 0;
    for (const report of reports) if (await this.one(by, operator, report)) taken += 1;
    this.parts.kick();
    return taken;
  }

  private async one(by: By, operator: string, report: Report): Promise<boolean> {
    const messageId = idIn(report.messageId);
    const message = messageId === undefined ? undefined : await this.messages.find(messageId);
    if (!message || (message.by !== null && message.by !== by)) return false;
    const state = await this.parts.loop.state(message.complaint_id);
    if (state?.filedBy !== operator && !this.parts.operators(by).includes(operator)) return false;
    const at = this.parts.clock.now();
    return this.messages.change(message.message_id, (row) => changeOf(row, by, report, at));
  }
}

/** What a report changes; undefined where it says nothing new. */
function changeOf(row: MessageRow, by: By, report: Report, at: string): Change | undefined {
  if (report.state === 'sent') return undefined;
  const named = namedOf(row, by);
  const proof = proofOf(report);
  switch (row.state) {
    case 'open':
      // The word on it was faster than the answer, or the process died between the answer and the fact.
      if (row.attempts === 0) return undefined;
      return report.state === 'delivered'
        ? {
            ...{ state: 'delivered', by },
            facts: [notified(named, at, proof ?? { code: ok }), delivered(named, at, proof)],
          }
        : failure(named, row, report, at);
    case 'sent':
      return report.state === 'delivered'
        ? { state: 'delivered', by, facts: [delivered(named, at, proof)] }
        : failure(named, row, report, at);
    case 'delivered':
      // A letter that the mail server took on and that came back all the same.
      return report.state === 'failed' && by === 'email' ? failure(named, row, report, at) : undefined;
    case 'failed':
    case 'dropped':
      return undefined;
  }
}

/** Our id, also within a Message-ID. */
const idIn = (text: string): string | undefined =>
  /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text.toLowerCase())?.[0];

const ok = 200;
const longestCode = 100;

function failure(
  named: ReturnType<typeof namedOf>,
  { attempts }: MessageRow,
  { code }: Report,
  at: string,
): Change {
  const said = code === undefined ? 'undelivered' : cleaned(code);
  const reason = said.startsWith(`${named.by}-`) ? said : `${named.by}-${said}`;
  return {
    ...{ state: 'failed', by: named.by, problem: reason },
    facts: [failed(named, at, { attempts, reason })],
  };
}

/** Nothing that a gateway says about a person comes onto the log. */
const cleaned = (code: string): string =>
  code.replace(/[^A-Za-z0-9.-]/g, '').slice(0, longestCode) || 'undelivered';

const proofOf = ({ code = '' }: Report): Proof | undefined =>
  /^\d{1,6}$/.test(code) ? { code: Number(code) } : undefined;

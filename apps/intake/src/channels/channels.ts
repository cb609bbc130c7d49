import { canReply, isFinal, type Person } from '@satupintu/domain';
import { type Clock, Problem } from '@satupintu/service';
import { type Upload } from '../attachments/upload';
import { type ComplaintBody } from '../filing/complaint-body';
import { type File } from '../filing/file';
import { type IdSecret, isReceiptCode } from '../filing/ids';
import { type Cases } from '../tracking/cases';
import { type Replies } from '../tracking/replies';
import { type Adapter, type Incoming } from './adapter';
import { type Act, choose, type Standing } from './choose';
import { cut } from './cut';
import { takeFiles, type TakenFiles } from './files';
import { type Door, type Kept, type KeptMessage } from './kept';
import { type Outcome } from './outcome';
import { readReplyAddress } from './reply-tag';
import { read, type Said, withoutCode } from './said';
import { type Settings } from './settings';

export interface ChannelParts {
  readonly clock: Clock;
  readonly secret: IdSecret;
  readonly file: File;
  readonly upload: Upload;
  readonly cases: Cases;
  readonly replies: Replies;
  readonly kept: Kept;
}

/** By whom a message was brought, and by which adapter it was read. */
export interface Bringer {
  readonly adapter: Adapter;
  readonly person: Person;
  /** of the gateway; a signed-in front end has none */
  readonly settings: Settings | undefined;
}

/** A message, where it came in, and what it says. */
interface Heard {
  readonly message: Incoming;
  readonly bringer: Bringer;
  readonly door: Door;
  readonly key: Buffer;
  readonly sender: Buffer | undefined;
  readonly said: Said;
  /** the receipt code in it, where it is right */
  readonly code: string;
}

const anHour = 3_600_000;
const aDay = 24 * anHour;
const mostOwn = 10;
const mostCharacters = 20_000;
/** Stands for the words of a message that has none: a picture, a place. */
const withoutWords = '[tanpa kata-kata]';

/**
 * What comes by a channel, brought to the one command of intake or to the reporter's reply. What a message is, is decided
 * once and kept; doing it again does the same, so that a gateway may send it until it is answered.
 */
export class Channels {
  constructor(private readonly parts: ChannelParts) {}

  /** @throws Problem 429 where one sender begins too many complaints; 503; for a message that cannot be taken, 4xx */
  async take(message: Incoming, bringer: Bringer): Promise<Outcome> {
    if (bringer.adapter.sender === 'typed-in') return this.file(message, bringer, []);
    const { kept } = this.parts;
    const door = { name: bringer.adapter.name, operator: bringer.person.organisation };
    const { said, proved, code } = await this.hear(message);
    const sender = message.sender === undefined ? undefined : kept.senderKey(door, message.sender);
    const one: Heard = { message, bringer, door, key: kept.messageKey(door, message.id), sender, said, code };
    const known = (await kept.find(one.key)) ?? (await this.decide(one, proved));
    switch (known.act.act) {
      case 'ignore':
        return { id: message.id, outcome: 'ignored', code: known.act.code };
      case 'reply':
        return this.reply(one, known.act);
      case 'file':
        return this.fileOnce(one, known);
    }
  }

  /** What the message says, and the case that it proves to be about. */
  private async hear(message: Incoming): Promise<{ said: Said; proved?: string; code: string }> {
    const { secret, cases } = this.parts;
    const said = read(message.said ?? message.complaint.text);
    const answered = (message.recipients ?? []).flatMap((to) => readReplyAddress(secret, to) ?? [])[0];
    const tagged = answered === undefined ? undefined : await cases.complaintOf(answered);
    if (tagged !== undefined) return { said, proved: tagged, code: '' };
    const named = said.trackingId === undefined ? undefined : await cases.complaintOf(said.trackingId);
    const code = named && said.codes.find((one) => isReceiptCode(secret, named, one));
    return named !== undefined && code !== undefined ? { said, proved: named, code } : { said, code: '' };
  }

  private async decide(one: Heard, provedId: string | undefined): Promise<KeptMessage> {
    const { kept, clock } = this.parts;
    const { message, sender, said, bringer } = one;
    const proved = provedId === undefined ? undefined : await this.standing(provedId);
    const own = sender === undefined ? [] : await kept.complaintsOf(sender, mostOwn);
    const act = choose({
      wish: said.wish,
      wordless: said.text === '',
      automatic: message.automatic,
      vouched: bringer.adapter.sender === 'vouched',
      proved,
      own: await Promise.all(own.map((complaintId) => this.standing(complaintId))),
    });
    const at = clock.now();
    if (act.act !== 'file' || message.sender === undefined) return kept.decide(one.key, act, undefined, at);
    return this.decideToFile(one, act, message.sender, at);
  }

  /** An answering machine says the same again to each of our messages; people who do are told of the first one. */
  private async decideToFile(one: Heard, act: Act, sender: string, at: string): Promise<KeptMessage> {
    const { kept } = this.parts;
    const { mostPerHour } = one.bringer.settings ?? {};
    const words = kept.saidKey(one.door, sender, one.message.complaint.text.trim());
    const before = await kept.saidBefore(words, earlier(at, aDay));
    if (before !== undefined) return kept.decide(one.key, { act: 'ignore', code: 'repeated' }, undefined, at);
    const filed = one.sender && mostPerHour ? await kept.filedSince(one.sender, earlier(at, anHour)) : 0;
    if (mostPerHour !== undefined && filed >= mostPerHour) throw tooMany();
    return kept.decide(one.key, act, words, at);
  }

  private async standing(complaintId: string): Promise<Standing> {
    const { state } = await this.parts.cases.state(complaintId);
    return {
      complaintId,
      canReply: canReply(state, this.parts.clock.now()),
      waits: state.status === 'needs_information' || state.status === 'answered',
      open: !isFinal(state),
    };
  }

  private async reply(
    { message, bringer, door, key, said, code }: Heard,
    { complaintId, kind }: Extract<Act, { act: 'reply' }>,
  ): Promise<Outcome> {
    const files = await this.filesOf(message, bringer, door);
    const words = code === '' ? said.text : withoutCode(said.text, code);
    const marked = [words, placeIn(message.complaint.place)].filter((part) => part !== '').join('\n');
    const isEmpty = marked === '' && kind === 'information' && files.attachments.length === 0;
    const text = isEmpty ? withoutWords : cut(marked, mostCharacters);
    const body = {
      kind,
      ...(text !== '' && { text }),
      ...(kind === 'confirm' && said.rating !== undefined && { rating: said.rating }),
      ...(files.attachments.length > 0 && { attachments: [...files.attachments] }),
    };
    // A reply to a closed case may begin another one, which the answer then names.
    const answered = await this.parts.replies.reply(complaintId, body, `channel:${key.toString('hex')}`);
    const { trackingId, position } = answered;
    return {
      id: message.id,
      outcome: 'replied',
      complaintId: answered.complaintId,
      trackingId,
      position,
      ...refusedFiles(files),
    };
  }

  private async fileOnce(one: Heard, known: KeptMessage): Promise<Outcome> {
    const { message, bringer, door, key, sender, code } = one;
    const files = await this.filesOf(message, bringer, door);
    const text = cut(
      code === '' ? message.complaint.text : withoutCode(message.complaint.text, code),
      mostCharacters,
    );
    const complaint = { ...message.complaint, text };
    const outcome = await this.file({ ...message, complaint }, bringer, files.attachments);
    const { complaintId, filedAt } = outcome;
    if (known.complaintId === undefined && complaintId !== undefined && filedAt !== undefined)
      await this.parts.kept.filed(key, sender, complaintId, filedAt);
    return { ...outcome, ...refusedFiles(files) };
  }

  /** The one command of intake; the message's own id makes it harmless to repeat. */
  private async file(
    { id, complaint, files = [] }: Incoming,
    { adapter, person }: Bringer,
    taken: readonly string[],
  ): Promise<Outcome> {
    const attachments = [...(complaint.attachments ?? []), ...taken];
    // Whoever sent a file that is not taken has said something, too, and can be asked.
    const brings = attachments.length + files.length > 0 || complaint.place !== undefined;
    const body: ComplaintBody = {
      ...complaint,
      text: complaint.text.trim() === '' && brings ? withoutWords : complaint.text,
      channel: adapter.channel,
      channelMessageId: adapter.name === adapter.channel ? id : `${adapter.name}:${id}`,
      ...(attachments.length > 0 && { attachments }),
    };
    const answer = await this.parts.file.file({ body, person, idempotencyKey: undefined });
    const { receipt, receiptCode, ...filed } = answer;
    return { id, outcome: 'filed', ...filed, ...(adapter.sender === 'typed-in' && { receipt, receiptCode }) };
  }

  private filesOf(message: Incoming, { adapter, settings }: Bringer, door: Door): Promise<TakenFiles> {
    return takeFiles(this.parts.upload, adapter, door, message, settings);
  }
}

/** A reply has words and files: a place that it marks goes into the words. */
function placeIn({ lat, lon, description }: ComplaintBody['place'] & object = {}): string {
  const point = lat === undefined || lon === undefined ? undefined : `${lat}, ${lon}`;
  return [description, point].filter((part) => part !== undefined).join(' · ');
}

const earlier = (at: string, by: number): string => new Date(Date.parse(at) - by).toISOString();
const refusedFiles = ({ refused }: TakenFiles) => (refused > 0 ? { refusedFiles: refused } : {});
const tooMany = () =>
  new Problem(429, 'too-many-complaints', 'This sender begins too many complaints in an hour.', {
    retryAfter: 600,
  });

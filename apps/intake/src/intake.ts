import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Attachments, attachmentsOf } from '@satupintu/attachments';
import { type CategoryIndex, type CategoryTree, type ClockRefs, indexCategories } from '@satupintu/domain';
import { type Deps, readReceiptKey } from '@satupintu/service';
import { KeyWriter } from '@satupintu/vault';
import { Upload } from './attachments/upload';
import { Channels } from './channels/channels';
import { Kept } from './channels/kept';
import { REPLY_ABOVE } from './channels/quoted';
import { replyAddress } from './channels/reply-tag';
import { byChannel } from './channels/registry';
import { type ChannelSettings, readChannelSettings } from './channels/settings';
import { Acceptance } from './filing/acceptance';
import { File } from './filing/file';
import { type ReceiptKeys, receiptKeysOf } from './filing/receipt';
import { Regions } from './filing/regions';
import { Compose } from './messages/compose';
import { Deliveries } from './messages/deliver';
import { gatewaysOf } from './messages/gateways';
import { type By } from './messages/message';
import { Sending } from './messages/messages';
import { Reports } from './messages/reports';
import { Cases } from './tracking/cases';
import { Continuation } from './tracking/continuation';
import { Erasure } from './tracking/erasure';
import { Reading } from './tracking/reading';
import { Replies } from './tracking/replies';
import { Timeline } from './tracking/timeline';

/** Everything that the reporter's door can do, wired. */
export interface Intake {
  readonly keys: ReceiptKeys;
  readonly file: File;
  readonly attachments: Attachments;
  readonly upload: Upload;
  readonly channels: Channels;
  readonly channelSettings: ChannelSettings;
  readonly cases: Cases;
  readonly reading: Reading;
  readonly replies: Replies;
  readonly erasure: Erasure;
  readonly sending: Sending;
  readonly reports: Reports;
}

const made = new WeakMap<Deps, Promise<Intake>>();

/** The intake of this process; put together at the first call, or before. */
export function intakeOf(deps: Deps): Promise<Intake> {
  const intake = made.get(deps) ?? make(deps);
  made.set(deps, intake);
  return intake;
}

async function make(deps: Deps): Promise<Intake> {
  const { pool, clock, loop, vault, master, commands, idempotency, relay } = deps;
  if (deps.config.receiptKeyFile === undefined) throw new Error('RECEIPT_KEY_FILE: intake needs it');
  const keys = receiptKeysOf(await readReceiptKey(deps.config.receiptKeyFile));
  const { secret } = keys;
  const kick = () => relay.kick();
  const keyWriter = new KeyWriter(master);
  const acceptance = new Acceptance({ pool, keyWriter, master, secret, kick });
  const cases = new Cases({ pool, loop, secret });
  const attachments = attachmentsOf(deps);
  const timeline = new Timeline({ pool, vault });
  const channelSettings = readChannelSettings(deps.config.channelsFile);
  const regions = await Regions.load();
  const file = new File({ pool, clock, keys, acceptance, regions, categories: readCategories() });
  const upload = new Upload(attachments, secret);
  const kept = new Kept(pool, secret);
  const continuation = new Continuation({ kept, pool, acceptance, idempotency, vault, clock, secret });
  const refs = () => refsOf(deps);
  const replies = new Replies({
    pool,
    cases,
    commands,
    idempotency,
    continuation,
    vault,
    master,
    clock,
    refs,
  });
  return {
    keys,
    file,
    attachments,
    upload,
    channels: new Channels({ clock, secret, file, upload, cases, replies, kept }),
    channelSettings,
    cases,
    reading: new Reading({ cases, timeline, vault, clock, directory: () => directoryOf(deps) }),
    replies,
    ...messaging(deps, keys, byChannel(channelSettings)),
    erasure: new Erasure({ attachments, pool, clock, cases, loop, vault, keyWriter, idempotency, kick }),
  };
}

/** What goes out to reporters, and what is heard of it afterwards; `settings` by channel. */
function messaging(
  deps: Deps,
  { secret }: ReceiptKeys,
  settings: ChannelSettings,
): Pick<Intake, 'sending' | 'reports'> {
  const { pool, clock, config, loop, relay, vault } = deps;
  const replyTo = (inbox: string, trackingId: string) => replyAddress(secret, inbox, trackingId);
  const gateways = gatewaysOf({ config, settings, replyTo, replyAbove: REPLY_ABOVE });
  const { publicUrl } = config;
  const compose = new Compose({ loop, vault, secret, publicUrl, directory: () => directoryOf(deps) });
  const operators = (by: By) => (settings.get(by) ?? []).map(({ operator }) => operator);
  return {
    sending: new Sending(deps, new Deliveries(deps, compose, gateways)),
    reports: new Reports({ pool, clock, loop, operators, kick: () => relay.kick() }),
  };
}

/** The limits in force. @throws Problem 503 `not-ready` */
const refsOf = ({ reference }: Deps): ClockRefs => ({
  calendar: reference.calendar(),
  policy: reference.slaPolicy(),
  directory: reference.directory(),
});

/** Names are decoration here: while the directory is not read yet, codes do. */
function directoryOf({ reference }: Deps) {
  try {
    return reference.directory();
  } catch {
    return undefined;
  }
}

function readCategories(): CategoryIndex {
  const path = join('data', 'categories', 'national.json');
  let folder = __dirname;
  while (!existsSync(join(folder, path)) && folder !== dirname(folder)) folder = dirname(folder);
  return indexCategories(JSON.parse(readFileSync(join(folder, path), 'utf8')) as CategoryTree);
}

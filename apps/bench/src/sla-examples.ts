import { loadDirectory } from '@satupintu/domain';
import { COMPLAINTS, type Data, encode, fact, type Fact, idOf, REFERENCE } from '@satupintu/events';
import { type Log } from '@satupintu/log';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { benchCalendar, benchPolicy } from './sla-versions';

const data = resolve(__dirname, '../../../../data');
const day = 86_400_000;
const body = 'gov.32.04';
const unit = 'gov.32.04/dinas-kesehatan';
const sealed = 's1.narrative.1.text.aaaa.bbbb';

/**
 * Cases that all others are copies of. `fresh`: nothing of them is due for a while. `late`: everything they have is
 * overdue, up to the last step of the ladder, and nobody has said so yet.
 */
export interface Example {
  readonly complaintId: string;
  readonly kind: 'fresh' | 'late';
  readonly facts: readonly Fact[];
}

const about = (subject: string, at: string) => ({ subject, at, by: { role: 'rule' as const } });

export const filed = (complaintId: string, at: string, over: Partial<Data<'ComplaintFiled'>>) =>
  fact('ComplaintFiled', `filed:${complaintId}`, about(complaintId, at), {
    trackingId: `LP-${complaintId.slice(0, 8)}`,
    channel: 'web',
    anonymous: false,
    confidential: false,
    attachments: [],
    words: sealed,
    person: sealed,
    ...over,
  });

/** Filed, offered to a unit and accepted: the clocks of the first answer, the substance and both laws run. */
function life(complaintId: string, filedAt: number): Fact[] {
  const at = (seconds: number) => new Date(filedAt + seconds * 1000).toISOString();
  const dispositionId = idOf(`offer:${complaintId}:0:lead`);
  return [
    filed(complaintId, at(0), { region: '32.04.12' }),
    fact('DispositionOffered', `offer:${complaintId}:0:lead`, about(complaintId, at(2)), {
      dispositionId,
      hop: 0,
      organisation: body,
      unit,
      decidedBy: 'rule',
      final: false,
      class: 'complaint',
      reasons: [],
      versions: {},
    }),
    fact('DispositionAccepted', `accept:${complaintId}`, about(complaintId, at(3_600)), { dispositionId }),
  ];
}

const example = (kind: Example['kind'], n: number, filedAt: number): Example => {
  const complaintId = idOf(`bench:${kind}:${n}`);
  return { complaintId, kind, facts: life(complaintId, filedAt) };
};

/** Filed at different times, so that due times differ. */
export const examples = (now: number): Example[] => [
  ...Array.from({ length: 10 }, (_, n) => example('fresh', n, now - (n + 1) * 0.2 * day)),
  ...Array.from({ length: 10 }, (_, n) => example('late', n, now - (90 + n * 1.3) * day)),
];

const records = (topic: string, facts: readonly Fact[]) =>
  facts.map((each) => ({ topic, key: each.subject, value: encode(each) }));

/** What the router and people would have said, and versions over those that the service itself publishes. */
export async function say(log: Log, said: readonly Example[]): Promise<void> {
  const directory = loadDirectory((name) => readFileSync(join(data, 'directory', name), 'utf8'));
  const [calendar, policy] = [benchCalendar(), benchPolicy()];
  const at = new Date().toISOString();
  await log.append(
    records(REFERENCE, [
      fact('CalendarPublished', `calendar:${calendar.version}`, about('calendar', at), calendar),
      fact('SlaPolicyPublished', `sla-policy:${policy.version}`, about('sla-policy', at), policy),
      fact('DirectoryPublished', `directory:${directory.version}`, about('directory', at), directory),
    ]),
  );
  await log.append(
    records(
      COMPLAINTS,
      said.flatMap(({ facts }) => facts),
    ),
  );
}

import { COMPLAINTS, encode, type Fact, fact, idOf } from '@satupintu/events';
import { MemoryLog } from '@satupintu/log';
import { lifeOf, recordsOf } from './life';

const complaintId = idOf('filed:one');
const reporter = { role: 'reporter' } as const;
const sealed = (part: string, field: string) => `s1.${part}.1.${field}.aaaa.bbbb`;

function filed(id: string, trackingId: string): Fact {
  const about = { subject: id, at: '2026-03-17T02:00:00.000Z', by: reporter };
  return fact('ComplaintFiled', `filed:${id}`, about, {
    trackingId,
    channel: 'web',
    anonymous: false,
    confidential: false,
    attachments: [],
    words: sealed('narrative', 'filing'),
    person: sealed('identity', 'person'),
  });
}
const withdrew = (at: string): Fact =>
  fact(
    'ReporterWithdrew',
    'reply:one',
    { subject: complaintId, at, by: reporter },
    { replyId: idOf('reply:one') },
  );

let log: MemoryLog;
const say = (key: string, ...facts: Fact[]) =>
  log.append(facts.map((one) => ({ topic: COMPLAINTS, key, value: encode(one) })));

beforeEach(async () => {
  log = new MemoryLog();
  await log.ensure([{ topic: COMPLAINTS, partitions: 3 }]);
  const other = idOf('filed:other');
  await say(other, filed(other, 'SP-OTHER'));
  await say(complaintId, filed(complaintId, 'SP-ONE'), withdrew('2026-03-18T02:00:00.000Z'));
  await say(complaintId, withdrew('2026-03-18T02:00:00.000Z'));
});

describe('the life of a complaint', () => {
  it('is found under either of its names, and only its own', async () => {
    const byTracking = await recordsOf(log, 'SP-ONE');
    expect(byTracking).toEqual(await recordsOf(log, complaintId));
    expect(byTracking?.records).toHaveLength(3);
    expect(await recordsOf(log, 'SP-NOBODY')).toBeUndefined();
    expect(await recordsOf(log, idOf('nobody'))).toBeUndefined();
  });

  it('says what each fact did, a fact twice included', async () => {
    const { records } = (await recordsOf(log, 'SP-ONE'))!;
    const { state, facts } = lifeOf(complaintId, records);
    expect(facts.map(({ type, verdict }) => [type, verdict])).toEqual([
      ['ComplaintFiled', 'applied'],
      ['ReporterWithdrew', 'applied'],
      ['ReporterWithdrew', 'repeated'],
    ]);
    expect(state).toMatchObject({ status: 'closed', closedReason: 'withdrawn' });
  });

  it('is shown as it was at an instant', async () => {
    const { records } = (await recordsOf(log, 'SP-ONE'))!;
    const { state, facts } = lifeOf(complaintId, records, '2026-03-17T23:00:00.000Z');
    expect(facts.map(({ type }) => type)).toEqual(['ComplaintFiled']);
    expect(state).toMatchObject({ status: 'filed' });
  });

  it('names what cannot be read', async () => {
    await log.append([{ topic: COMPLAINTS, key: complaintId, value: 'nonsense' }]);
    const { records } = (await recordsOf(log, 'SP-ONE'))!;
    expect(lifeOf(complaintId, records).facts.at(-1)).toMatchObject({
      verdict: 'undecodable',
      why: 'not-json',
    });
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, type ClockRefs, evolve, indexDirectory, reactClocks } from '@satupintu/domain';
import {
  COMPLAINTS,
  type ComplaintFact,
  type Data,
  type Directory,
  encode,
  type Fact,
  fact,
  idOf,
  REFERENCE,
} from '@satupintu/events';
import { LogUnavailable, MemoryLog } from '@satupintu/log';
import { type Difference } from '@satupintu/proof';
import { differenceTexts, proveClocks } from './prove-clocks';

const data = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'data', name), 'utf8'));
const [calendar, policy] = [data('calendars/national.json'), data('sla/default.json')];
const directory = {
  version: 'd1',
  effectiveFrom: '2018-01-01',
  source: 'test',
  affairs: [],
  organisations: [
    {
      code: 'gov.32',
      name: 'Jawa Barat',
      kind: 'province',
      region: '32',
      aliases: [],
      timeZone: 'Asia/Jakarta',
      connection: 'connected',
    },
  ],
  unitRules: [],
} as unknown as Directory;
const refs: ClockRefs = { calendar, policy, directory: indexDirectory(directory) };

const filedAt = '2026-03-17T02:00:00.000Z';
const by = { role: 'rule' } as const;
const filing = (name: string) =>
  fact(
    'ComplaintFiled',
    name,
    { subject: idOf(name), at: filedAt, by },
    {
      trackingId: name,
      channel: 'web',
      region: '32',
      anonymous: false,
      confidential: false,
      attachments: [],
      words: 's1.narrative.1.text.aaaa.bbbb',
      person: 's1.narrative.1.text.aaaa.bbbb',
    },
  );

/** A filing, and the clocks that it starts. */
function filedWithClocks(name: string): ComplaintFact[] {
  const filed = filing(name);
  const { state, verdict } = evolve(undefined, filed);
  return [filed, ...reactClocks({ fact: filed, verdict, before: undefined, after: state as Case }, refs)];
}

const hold = (log: MemoryLog, topic: string, facts: readonly Fact[]) =>
  log.append(facts.map((each) => ({ topic, key: each.subject, value: encode(each) })));

async function logOf(...facts: readonly ComplaintFact[]): Promise<MemoryLog> {
  const log = new MemoryLog();
  await log.ensure([REFERENCE, COMPLAINTS].map((topic) => ({ topic, partitions: 2 })));
  const about = (subject: string) => ({ subject, at: '2026-01-01T00:00:00.000Z', by });
  await hold(log, REFERENCE, [
    fact('DirectoryPublished', 'd1', about('directory'), directory),
    fact('CalendarPublished', 'c1', about('calendar'), calendar as Data<'CalendarPublished'>),
    fact('SlaPolicyPublished', 'p1', about('sla-policy'), policy as Data<'SlaPolicyPublished'>),
  ]);
  await hold(log, COMPLAINTS, facts);
  return log;
}

const proved = async (log: MemoryLog, over: { only?: string; recordsAtOnce?: number } = {}) => {
  const differences: Difference[] = [];
  const proof = await proveClocks(log, { allowance: 0, differs: (each) => differences.push(each), ...over });
  return { proof, differences };
};

describe('proving the clocks on a log', () => {
  it('says how much it proved, whatever the number of passes', async () => {
    const names = ['LP-1', 'LP-2', 'LP-3', 'LP-4'];
    const log = await logOf(...names.flatMap(filedWithClocks));
    const { proof } = await proved(log);
    expect(proof).toMatchObject({
      cases: 4,
      clocks: 8,
      dueTimes: 8,
      differences: 0,
      passes: 1,
      newest: filedAt,
    });
    expect((await proved(log, { recordsAtOnce: 4 })).proof).toEqual({ ...proof, passes: 3 });
  });

  it('goes on where it stood when the log is away for a moment', async () => {
    const log = await logOf(...['LP-1', 'LP-2', 'LP-3'].flatMap(filedWithClocks));
    const whole = (await proved(log)).proof;
    const read = log.read.bind(log);
    let times = 0;
    log.read = async function* (topic, from) {
      const isBroken = (times += 1) % 2 === 1;
      for await (const batch of read(topic, from)) {
        yield batch;
        if (isBroken) throw new LogUnavailable('away');
      }
    };
    expect((await proved(log)).proof).toEqual(whole);
    expect(times).toBeGreaterThan(2);
  });

  it('looks at one complaint alone, named by either of its ids', async () => {
    const log = await logOf(...filedWithClocks('LP-1'), ...filedWithClocks('LP-2'));
    expect((await proved(log, { only: 'LP-2' })).proof).toMatchObject({ cases: 1, clocks: 2 });
    expect((await proved(log, { only: idOf('LP-2') })).proof).toMatchObject({ cases: 1, clocks: 2 });
    expect((await proved(log, { only: 'LP-9' })).proof).toMatchObject({ cases: 0, facts: 0 });
  });

  it('tells what the log says, what the proof says, and from what', async () => {
    const [filed, started, ...others] = filedWithClocks('LP-1');
    if (!filed || started?.type !== 'ClockStarted') throw new Error('no clock was started');
    const wrong = { ...started, data: { ...started.data, dueAt: '2026-03-24T09:00:00.000Z' } };
    const { proof, differences } = await proved(await logOf(filed, wrong, ...others));
    expect(proof.differences).toBeGreaterThan(0);
    const texts = differences.flatMap(differenceTexts).join('\n');
    expect(texts).toContain(`verify_and_forward ${started.data.clockId}: start in ClockStarted`);
    expect(texts).toContain('"dueAt":"2026-03-24T09:00:00.000Z"');
    expect(texts).toContain('"dueAt":"2026-03-27T09:30:00.000Z"');
    expect(texts).toContain('"calendar":"calendar-2026.1"');
  });

  it('finds what never came: a clock, and a miss by the newest instant on the log', async () => {
    const later = fact(
      'ThreadMessagePosted',
      'm',
      { subject: idOf('LP-1'), at: '2026-05-04T02:00:00.000Z', by },
      {
        messageId: idOf('m'),
        words: 's1.narrative.1.text.aaaa.bbbb',
      } as Data<'ThreadMessagePosted'>,
    );
    const { differences } = await proved(await logOf(...filedWithClocks('LP-1'), filing('LP-2'), later));
    expect(differences.map(({ what, kind }) => `${kind ?? ''}: ${what}`)).toEqual(
      expect.arrayContaining([
        'verify_and_forward: reminder is missing',
        'verify_and_forward: start is missing',
      ]),
    );
  });
});

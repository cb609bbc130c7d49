import { testPostgres } from '@satupintu/embedded';
import { COMPLAINTS, decode, fact, idOf } from '@satupintu/events';
import { directoryPublished, Stand } from '@satupintu/service/testing';
import fc from 'fast-check';
import { casework } from './definition';
import { at, filed } from './lives.fixture';
import { partOf } from './random-lives.fixture';

const postgres = testPostgres();
const bodies = ['gov.32.04', 'gov.32', 'gov.33.74', 'gov.33'];
let stand: Stand;
interface Wish {
  readonly call: string;
  readonly body: string;
  readonly part: number;
  readonly other: number;
}
const anyWish: fc.Arbitrary<Wish> = fc.record({
  call: fc.constantFrom(
    'thread', 'thread', 'thread', 'accept', 'accept', 'contributors', 'contributors', 'handover', 'lead', 'release',
    'questions', 'first', 'substantive',
  ),
  body: fc.constantFrom(...bodies),
  part: fc.nat(3),
  other: fc.nat(3),
}); // prettier-ignore

let count = 0;
/** A case that the first body leads. */
async function brought(): Promise<string> {
  const complaintId = idOf(`complaint:random:${(count += 1)}`);
  const sealed = await stand.sealFiling(complaintId, { text: 'Jalan rusak' });
  const filing = filed({ trackingId: `SP-R${count}`, ...sealed }, complaintId);
  const about = { subject: complaintId, at: at(1), by: { role: 'rule' as const } };
  const offer = fact('DispositionOffered', `offer:${complaintId}`, about, {
    dispositionId: idOf(`lead:${complaintId}`), hop: 0, organisation: 'gov.32.04', decidedBy: 'rule', final: false,
    class: 'complaint', reasons: [], versions: {},
  }); // prettier-ignore
  await stand.say({ ...filing, id: idOf(`filed:${complaintId}`) }, offer);
  return complaintId;
}

async function send(complaintId: string, wish: Wish, text: string) {
  const { call, body, part, other } = wish;
  const state = await stand.running.deps.loop.state(complaintId);
  if (!state) throw new Error('no case');
  const officer = stand.as('coordinator', body);
  const on = (path: string) => `/v1/dispositions/${partOf(state, part)}/${path}`;
  switch (call) {
    case 'thread':
      return officer.post(`/v1/cases/${complaintId}/thread`, { text });
    case 'contributors':
      return officer.post(on(call), { organisation: bodies[other] ?? 'gov.33', task: text, required: false });
    case 'handover':
      return officer.post(on(call), { to: partOf(state, other), reason: text });
    case 'release':
      return officer.post(on(call), { reason: 'not-needed' });
    case 'questions':
      return officer.post(on(call), { text });
    case 'first':
    case 'substantive':
      return officer.post(on('answers'), { kind: call, text });
    default:
      return officer.post(on(call), {});
  }
}

/** Ids of the facts of a case on the log that counted, each once. */
async function countedFacts(complaintId: string): Promise<number> {
  const { log, loop } = stand.running.deps;
  const ids = new Set<string>();
  for await (const { records } of log.read(COMPLAINTS))
    for (const { value } of records) {
      const { id, subject } = decode(value);
      if (subject === complaintId) ids.add(id);
    }
  const verdicts = await loop.verdicts(complaintId, [...ids], 20_000);
  return [...(verdicts?.values() ?? [])].filter(({ kind }) => kind === 'applied').length;
}

describe('the desk on Postgres', () => {
  beforeAll(async () => {
    stand = await Stand.start(casework, await postgres.database(), at(20));
    await stand.publish(directoryPublished);
  }, 90_000);
  afterAll(() => stand.stop());

  test('officers who call at once are each answered with what is on the log: done, or a conflict that says what can be', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyWish, { minLength: 3, maxLength: 5 }), { minLength: 6, maxLength: 8 }),
        async (bursts) => {
          const complaintId = await brought();
          const posted: string[] = [];
          let done = 0;
          for (const [n, burst] of bursts.entries()) {
            const answers = await Promise.all(
              burst.map((wish, m) => send(complaintId, wish, `Pesan ${n}.${m}`)),
            );
            answers.forEach(({ status, body }, m) => {
              if (status < 300) {
                done += 1;
                if (burst[m]?.call === 'thread') posted.push(`Pesan ${n}.${m}`);
              } else if (status === 409) {
                expect(body).toMatchObject({ code: expect.any(String), allowed: expect.any(Array) });
              } else expect(status).toBe(404);
            });
          }
          // The filing and the offer came from elsewhere; everything else is one acknowledged call each.
          expect(await countedFacts(complaintId)).toBe(done + 2);
          const state = await stand.running.deps.loop.state(complaintId);
          expect(state?.dispositions[state.lead ?? '']?.organisation).toBe(state?.owner.organisation);
          const owner = stand.as('coordinator', state?.owner.organisation ?? '');
          const { items } = (await owner.get(`/v1/cases/${complaintId}/thread?limit=200`)).body;
          const messages = items.filter(({ kind }: any) => kind === 'message').map(({ text }: any) => text);
          expect([...messages].sort()).toEqual([...posted].sort());
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});

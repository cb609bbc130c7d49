import { testPostgres } from '@satupintu/embedded';
import { type Data, fact, type Fact, idOf } from '@satupintu/events';
import { directoryPublished, Stand } from '@satupintu/service/testing';
import { casework } from '../definition';
import { at, filed } from '../lives.fixture';

const postgres = testPostgres();
const health = 'gov.32.04/dinas-kesehatan';
const school = 'gov.32.04/dinas-pendidikan';
const rule = { role: 'rule' } as const;
let stand: Stand;
let count = 0;

interface Brought {
  readonly complaintId: string;
  readonly dispositionId: string;
}

const clock = (complaintId: string, dispositionId: string, due: number): Fact =>
  fact('ClockStarted', `clock:${complaintId}:${due}`, { subject: complaintId, at: at(1), by: rule }, {
    clockId: idOf(`clock:${complaintId}`), kind: 'resolve', round: 0, dispositionId, accountable: { organisation: 'gov.32.04' },
    startedAt: at(1), dueAt: at(due), rule: 'resolve', limit: 14, unit: 'working_days', timeZone: 'Asia/Jakarta', climbs: true,
    calendarVersion: 'c1', policyVersion: 'p1',
  }); // prettier-ignore

/** A complaint that was filed and offered to a unit, due at an hour of the test’s time. */
async function brought(
  due: number,
  unit = health,
  over: Partial<Data<'DispositionOffered'>> = {},
): Promise<Brought> {
  const complaintId = idOf(`complaint:inbox:${(count += 1)}`);
  const dispositionId = idOf(`offer:${complaintId}`);
  const about = { subject: complaintId, at: at(1), by: rule };
  const sealed = await stand.sealFiling(complaintId, { text: 'Puskesmas tutup' });
  await stand.say(
    { ...filed({ trackingId: `SP-I-${count}`, ...sealed }, complaintId), id: idOf(`filed:${complaintId}`) },
    fact('DispositionOffered', `offer:${complaintId}`, about, {
      dispositionId, hop: 0, organisation: 'gov.32.04', unit, decidedBy: 'rule', final: false, class: 'complaint', reasons: [], versions: {}, ...over,
    }),
    clock(complaintId, dispositionId, due),
  ); // prettier-ignore
  return { complaintId, dispositionId };
}

/** Gives a clock another due time, as a new calendar would. */
const moved = async ({ complaintId }: Brought, due: number) => {
  const state = await stand.running.deps.loop.state(complaintId);
  const [clock] = Object.values(state?.clocks ?? {});
  if (!clock) throw new Error('no clock');
  const about = { subject: complaintId, at: at(2), by: rule };
  const clocks = [{ clockId: clock.clockId, dueAt: at(due), was: clock.dueAt }];
  const versions = { calendarVersion: 'c2', policyVersion: 'p1' };
  await stand.say(
    fact('DueTimesMoved', `moved:${complaintId}`, about, { clocks, steps: [], why: 'calendar', ...versions }),
  );
};

const coordinator = () => stand.as('coordinator', 'gov.32.04');
const liaison = (unit = health) => stand.as('liaison', 'gov.32.04', unit);
const idsOf = ({ body }: { body: any }): string[] => body.items.map((item: any) => item.dispositionId);

describe('the inbox', () => {
  beforeEach(async () => {
    stand = await Stand.start(casework, await postgres.database(), at(20));
    await stand.publish(directoryPublished);
  }, 60_000);
  afterEach(() => stand.stop());

  test('filters by part, class, category and all below it, danger to life, and whose turn it is', async () => {
    const road = await brought(30, health, { category: 'jalan/berlubang', emergency: true });
    const school = await brought(31, health, { category: 'pendidikan', class: 'aspiration' });
    const list = async (query: string) => idsOf(await coordinator().get(`/v1/dispositions?${query}`));
    expect(await list('category=jalan')).toEqual([road.dispositionId]);
    expect(await list('category=jal')).toEqual([]);
    expect(await list('class=aspiration')).toEqual([school.dispositionId]);
    expect(await list('emergency=true')).toEqual([road.dispositionId]);
    expect(await list('emergency=false')).toEqual([school.dispositionId]);
    expect(await list('part=contributor')).toEqual([]);
    expect(await list('waitsFor=body')).toEqual([road.dispositionId, school.dispositionId]);
    await coordinator().post(`/v1/dispositions/${road.dispositionId}/accept`, {});
    await coordinator().post(`/v1/dispositions/${road.dispositionId}/questions`, { text: 'Di mana?' });
    expect(await list('waitsFor=reporter')).toEqual([road.dispositionId]);
    expect((await coordinator().get('/v1/dispositions?waitsFor=godot')).status).toBe(400);
  });

  test('counts what there is in each state, as the same person would list it', async () => {
    const late = await brought(10);
    await brought(21);
    await brought(45, school);
    await coordinator().post(`/v1/dispositions/${late.dispositionId}/accept`, {});
    const all = await coordinator().get('/v1/dispositions/counts?organisation=gov.32.04');
    expect(all.body).toMatchObject({
      total: 3,
      status: { offered: 2, accepted: 1, declined: 0, answered: 0, withdrawn: 0 },
      overdue: 1,
      dueToday: 1,
      waitsFor: { body: 3, reporter: 0, nobody: 0 },
    });
    const own = await liaison().get('/v1/dispositions/counts');
    expect(own.body).toMatchObject({ total: 2, status: { offered: 1, accepted: 1 } });
    expect((await liaison().get(`/v1/dispositions/counts?unit=${school}`)).status).toBe(403);
    expect((await liaison().get('/v1/dispositions/counts?organisation=gov.99')).status).toBe(403);
    expect((await stand.as('coordinator', 'gov.33.74').get('/v1/dispositions/counts')).body.total).toBe(0);
  });

  test('counts, and lists where asked, only what belongs to cases that are not over', async () => {
    const [kept, over] = [await brought(30), await brought(31)];
    const path = `/v1/dispositions/${over.dispositionId}`;
    await coordinator().post(`${path}/accept`, {});
    await coordinator().post(`${path}/answers`, { kind: 'substantive', text: 'Sudah dibuka kembali.' });
    const about = { subject: over.complaintId, at: at(21), by: { role: 'reporter' as const } };
    await stand.say(fact('ReporterConfirmed', 'over', about, { replyId: idOf('r'), rating: 4 }));
    const list = async (query: string) => idsOf(await coordinator().get(`/v1/dispositions?${query}`));
    expect(await list('')).toEqual([kept.dispositionId, over.dispositionId]);
    expect(await list('open=true')).toEqual([kept.dispositionId]);
    expect(await list('open=false')).toEqual([over.dispositionId]);
    expect(await list('waitsFor=nobody')).toEqual([over.dispositionId]);
    const { body } = await coordinator().get('/v1/dispositions/counts');
    expect(body).toMatchObject({ total: 1, status: { offered: 1 }, waitsFor: { body: 1, nobody: 0 } });
    expect((await coordinator().get('/v1/dispositions?open=perhaps')).status).toBe(400);
  });

  test('tells what the reporter said since, in the reporter’s words, until they are erased', async () => {
    const { complaintId, dispositionId } = await brought(30);
    const { vault } = stand.running.deps;
    const words = await vault.seal(complaintId, 'narrative', 'reply', { text: 'Masih tutup' });
    const about = { subject: complaintId, at: at(3), by: { role: 'reporter' as const } };
    await stand.say(
      fact('ReporterReplied', `reply:${complaintId}`, about, { replyId: idOf('r'), words, attachments: [] }),
    );
    const path = `/v1/dispositions/${dispositionId}`;
    const { body } = await liaison().get(path);
    expect(body.reporter).toEqual({ replies: 1, disputes: 0, lastWordAt: at(3), waitsSince: at(0) });
    expect(body.history).toMatchObject([{ at: at(3), kind: 'information', text: 'Masih tutup' }]);
    expect(JSON.stringify((await liaison().get('/v1/dispositions')).body)).not.toContain('Masih tutup');
    await stand.destroyKeys(complaintId);
    vault.forget(complaintId);
    expect((await liaison().get(path)).body.history).toMatchObject([{ kind: 'information', text: null }]);
  });

  test('shows each case that stands still once, while others arrive and move past the page’s end', async () => {
    const still: string[] = [];
    for (let n = 0; n < 6; n += 1) still.push((await brought(30 + 2 * n)).dispositionId);
    const early = await brought(29);
    const late = await brought(60);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const page = await coordinator().get(`/v1/dispositions?limit=2${cursor}`);
      seen.push(...idsOf(page));
      if (seen.length === 2) {
        await brought(28);
        await brought(33);
        await moved(early, 70);
        await moved(late, 27);
      }
      next = page.body.next;
    }
    expect(seen.filter((id) => still.includes(id))).toEqual(still);
  });
});

import { randomUUID } from 'node:crypto';
import { Desk } from './desk';
import { type Answer, eventually, startSystem, type System } from './harness';
import { type Row, rows } from './rights';
import { difference } from './timing';
import { decliner, health, helper, helperUnit, house, type Ids, type Known, lists, people, type Person, released, sees, stranger } from './roles'; // prettier-ignore

const road = 'Jalan kabupaten di Desa Cibiru Wetan rusak parah, lubangnya dalam.';
/** A white pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);

/** Ids that nobody has. */
const nothing: Ids = {
  complaintId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f11',
  trackingId: 'SP-0000-0000-0000',
  receiptCode: 'AAAA-BBBB-CCCC-DDDD',
  dispositionId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f12',
  contributionId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f13',
  clockId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f14',
  attachmentId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f15',
  contributedId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f18',
  examinationId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f16',
  handoverId: '7b0c2a52-5b6f-5d5c-8c35-0f6f4c8f2f17',
};
/** The same, and no memory has met them before. */
const unheardOf = (): Ids => ({
  ...(Object.fromEntries(Object.keys(nothing).map((name) => [name, randomUUID()])) as unknown as Ids),
  trackingId: nothing.trackingId,
  receiptCode: nothing.receiptCode,
});

const methodOf = ({ call }: Row) => call.split(' ')[0] ?? '';
/** Whom a row is for at all; of whose cases it is about is another question. */
const has = ({ role }: Person, { roles }: Row) =>
  roles === 'signed-in' || roles === 'public' || (Array.isArray(roles) && roles.includes(role));
const pathOf = (row: Row, ids: Ids, organisation = house) =>
  (row.call.split(' ')[1] ?? '')
    .replace('{organisation}', organisation)
    .replace(/\{\w+\}/, row.of === undefined ? nothing.complaintId : ids[row.of]);
const bodyOf = ({ body }: Row, ids: Ids) => (typeof body === 'function' ? body(ids) : body);

/** Everything of an answer by which it could be told from another one: its status, headers and words, but for the ids asked for. */
function look({ status, headers, text }: Answer, ids: Ids = nothing): string {
  const heads = [...headers].filter(([name]) => name !== 'date');
  const said = Object.values(ids).reduce((rest, id) => rest.replaceAll(id, '…'), text);
  return `${status} ${said} ${JSON.stringify(heads)}`;
}
const byWord = (answers: readonly string[]) => [...new Set(answers)];

/**
 * Every role and every call of the document, crossed with cases of one's own unit, of one's own body, in which one has,
 * had or gave away a part, and of others: what one may not see must answer like what does not exist, to the byte.
 */
describe('who may see and do what', () => {
  let system: System;
  let desk: Desk;
  /** closed, so that what is granted on it changes nothing for the next one */
  let done: Known;
  let open: Known;
  let secret: Known;
  let foreign: Known;
  const cases = () => Object.entries({ done, open, secret, foreign });

  const tokenOf = ({ role, organisation, unit }: Person) => system.token(role, organisation, unit);
  const as = async (
    person: Person | undefined,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer> =>
    system.call(method, path, {
      ...(person && { token: await tokenOf(person) }),
      ...(body && { body }),
    });
  const of = (role: string, organisation: string, unit?: string): Person => ({
    ...{ name: '', role, organisation },
    ...(unit !== undefined && { unit }),
  });
  const granted = (person: Person, path: string, body: object) =>
    desk.granted(as(person, 'POST', path, body));

  async function upload(person: Person): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([pixel], { type: 'image/png' }), 'foto.png');
    const token = await tokenOf(person);
    return (await desk.granted(system.call('POST', '/v1/attachments', { token, raw: form }))).id;
  }

  /** Files a case through the front end of a body, and brings it to that body; others contribute, decline, are let go. */
  async function bring(lead: string, unit: string, over: object = {}): Promise<Known> {
    const attachmentId = await upload(of('channel', lead));
    const place = { regionCode: lead.replace('gov.', '') };
    const filing = { channel: 'app', text: road, place, attachments: [attachmentId], ...over };
    const filed = await granted(of('channel', lead), '/v1/complaints', filing);
    await system.settle();
    const { complaintId, trackingId, receiptCode } = filed;
    const { dispositionId, organisation } = await desk.lead(filed);
    expect(organisation).toBe(lead);
    await desk.act(filed, 'accept', { unit });
    const invite = async (body: object) =>
      (await desk.act(filed, 'contributors', { task: 'Mohon data ruas jalan.', ...body })).dispositionId;
    const contributionId = await invite({ organisation: helper, unit: helperUnit });
    const contribution = `/v1/dispositions/${contributionId}`;
    await granted(of('coordinator', helper), `${contribution}/accept`, {});
    const contributedId = await upload(of('coordinator', helper));
    const word = { kind: 'first', text: 'Peta ruas jalan terlampir.', attachments: [contributedId] };
    await granted(of('coordinator', helper), `${contribution}/answers`, word);
    const letGo = await invite({ organisation: released });
    await granted(of('coordinator', lead), `/v1/dispositions/${letGo}/release`, { reason: 'not-needed' });
    const declined = await invite({ organisation: decliner, required: false });
    await granted(of('coordinator', decliner), `/v1/dispositions/${declined}/decline`, {
      ...{ ground: 'UU 23/2014', note: 'Bukan ruas kami.', proposed: helper },
    });
    const { items } = await desk.analyst(`/v1/clocks?complaintId=${complaintId}&kind=resolve`);
    const examinations = `/v1/oversight/cases/${complaintId}/examinations`;
    const { examinationId } = await granted(of('analyst', 'ombudsman'), examinations, {
      ground: 'prolonged_delay',
    });
    return {
      ...{ complaintId, trackingId, receiptCode, dispositionId, contributionId, attachmentId, contributedId },
      ...{ clockId: items[0].clockId, examinationId, handoverId: nothing.handoverId },
      facts: {
        filedBy: lead,
        province: lead.slice(4, 6),
        restricted: 'confidential' in over,
        parts: [
          { organisation: lead, unit },
          { organisation: helper, unit: helperUnit },
        ],
        declined: decliner,
      },
    };
  }

  /** Somebody comes to another unit of the body that leads. */
  async function handOver(lead: string): Promise<string> {
    const arriving = { subject: `petugas ${randomUUID()}`, role: 'liaison' };
    const wish = { organisation: lead, unit: `${lead}/dinas-sosial`, arriving };
    return (await granted(of('coordinator', lead), '/v1/appointments/handovers', wish)).handoverId;
  }

  /** Answered by both and confirmed. */
  async function finish(known: Known): Promise<void> {
    const substance = { kind: 'substantive', text: 'Sudah ditambal.' };
    await granted(of('coordinator', helper), `/v1/dispositions/${known.contributionId}/answers`, substance);
    await desk.act(known, 'answers', substance);
    await desk.reply(known, { kind: 'confirm' });
    await system.settle();
  }

  beforeAll(async () => {
    system = await startSystem('--empty');
    desk = new Desk(system);
    await system.settle();
    done = await bring(house, health);
    open = await bring(house, health);
    secret = await bring(house, health, { confidential: true });
    foreign = await bring(stranger, `${stranger}/dinas-kesehatan`);
    await finish(done);
    const handoverId = await handOver(house);
    [done, open, secret] = [
      { ...done, handoverId },
      { ...open, handoverId },
      { ...secret, handoverId },
    ];
    foreign = { ...foreign, handoverId: await handOver(stranger) };
    for (const partner of [house, stranger]) {
      const since = { from: '2020-01-01T00:00:00.000Z' };
      const evidence = ['Uji terima antarmuka'];
      await desk.national('POST', '/v1/partners', {
        ...{ partner, ground: 'requirements_met', evidence, ...since },
      });
    }
    await system.settle();
  }, 300_000);
  afterAll(async () => system?.stop(), 60_000);

  const ask = (person: Person | undefined, row: Row, ids: Ids, body = bodyOf(row, ids)) => {
    const path = pathOf(row, ids, row.of === undefined ? house : person?.organisation);
    return as(person, methodOf(row), path, methodOf(row) === 'POST' ? (body ?? {}) : undefined);
  };
  const about = (person: Person, { organisation, ...row }: Row, code: string) => {
    const path =
      organisation === 'query'
        ? `${pathOf(row, nothing)}?organisation=${code}`
        : pathOf({ ...row, of: 'complaintId' }, nothing, code);
    const body = typeof organisation === 'function' ? organisation(code) : bodyOf(row, nothing);
    return as(person, methodOf(row), path, methodOf(row) === 'POST' ? (body ?? {}) : undefined);
  };

  it('has a row for every call of the document, and no other', async () => {
    const document = await system.call('GET', '/v1/openapi.json');
    const calls = Object.entries<object>(document.body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(byWord(rows.map(({ call }) => call)).sort()).toEqual(calls.sort());
  });

  describe.each(
    rows
      .filter(({ roles }) => roles !== 'public')
      .map((row) => [`${row.call}${row.of ? `, ${row.of}` : ''}`, row] as const),
  )('%s', (_call, row) => {
    const { roles, of: part, sees: seesIt, spoiled, refusable } = row;

    it('is for nobody without a token or a receipt code', async () => {
      const answer = await ask(undefined, row, done);
      const nobody = roles === 'reporter' ? [404, 'not-found'] : [401, 'unauthenticated'];
      expect([answer.status, answer.body.code]).toEqual(nobody);
    });

    if (Array.isArray(roles))
      it('is refused alike to every role that it is not for, whatever it is about', async () => {
        const asked = people.filter((each) => !has(each, row));
        const looks = asked.flatMap((person) =>
          [nothing, ...cases().map(([, known]) => known)].map(async (ids) =>
            look(await ask(person, row, ids)),
          ),
        );
        expect(byWord(await Promise.all(looks))).toEqual([expect.stringMatching(/^403 .*"forbidden"/)]);
      });

    if (roles === 'reporter')
      it('opens with the receipt code of that complaint alone', async () => {
        const send = (ids: Ids, receipt: string) => {
          const path = (row.call.split(' ')[1] ?? '').replace('{trackingId}', ids.trackingId);
          const call = { receipt, ...(methodOf(row) === 'POST' && { body: row.body }) };
          return system.call(methodOf(row), path.replace('{id}', ids.attachmentId), call);
        };
        const unknown = look(await send(nothing, nothing.receiptCode));
        expect(unknown).toMatch(/^404/);
        for (const [, known] of cases()) {
          const others = [nothing, known === open ? done : open].map(({ receiptCode }) => receiptCode);
          for (const code of [...others, '']) expect(look(await send(known, code), known)).toBe(unknown);
          if (methodOf(row) === 'GET') expect((await send(known, known.receiptCode)).status).toBe(200);
        }
      });

    if (part !== undefined && seesIt !== undefined)
      it('shows and does to each what the contract says, and else answers as if there were nothing', async () => {
        const faults: string[] = [];
        const cross = async (person: Person) => {
          const unknown = look(await ask(person, row, nothing));
          const unknownSpoiled = spoiled && look(await ask(person, row, nothing, spoiled));
          for (const [name, known] of cases()) {
            const isSeen = seesIt(person, known.facts);
            // What is granted on an open case would change it for whoever comes next.
            if (isSeen && methodOf(row) !== 'GET' && known !== done) continue;
            const answer = await ask(person, row, known);
            const told = look(answer, known);
            if (!isSeen && told !== unknown) faults.push(`${person.name} is told of ${name}: ${told}`);
            const kept = refusable ? [401, 404] : [401, 403, 404];
            if (isSeen && (kept.includes(answer.status) || told === unknown))
              faults.push(`${person.name} is kept from ${name}: ${told}`);
            if (isSeen || spoiled === undefined) continue;
            const toldSpoiled = look(await ask(person, row, known, spoiled), known);
            if (toldSpoiled !== unknownSpoiled)
              faults.push(`${person.name} is told of ${name} by a fault: ${toldSpoiled}`);
          }
        };
        await Promise.all(people.filter((person) => has(person, row)).map(cross));
        expect(faults).toEqual([]);
      }, 60_000);

    if (row.organisation !== undefined)
      it('is about bodies in one’s scope alone; whether others exist cannot be told', async () => {
        const may = row.lists ?? lists;
        const faults: string[] = [];
        const cross = async (person: Person) => {
          const absent = look(await about(person, row, 'gov.98.98'));
          for (const code of [house, stranger, helper]) {
            const answer = await about(person, row, code);
            const isOpen = answer.status !== 403 || answer.body?.code === 'not-accredited';
            if (may(person, code) !== isOpen) faults.push(`${person.name}, ${code}: ${look(answer)}`);
            if (!may(person, code) && !may(person, 'gov.98.98') && look(answer) !== absent)
              faults.push(`${person.name}, ${code} and nobody: ${look(answer)} ${absent}`);
          }
        };
        await Promise.all(people.filter((each) => has(each, row)).map(cross));
        expect(faults).toEqual([]);
      }, 60_000);

    if (row.list === true)
      it('lists nothing that one does not see, also where it is asked for by name', async () => {
        const [member, name] = row.finds ?? [];
        const faults: string[] = [];
        const cross = async (person: Person) => {
          const all = await as(person, 'GET', `${pathOf(row, nothing)}?limit=200`);
          const { text } = all.status === 400 ? await as(person, 'GET', pathOf(row, nothing)) : all;
          const find = async (ids: Ids) =>
            name && look(await as(person, 'GET', `${pathOf(row, nothing)}?${member}=${ids[name]}`), ids);
          const unknown = await find(nothing);
          for (const [which, known] of cases()) {
            if (sees(person, known.facts)) continue;
            const { complaintId, trackingId, dispositionId, contributionId, clockId } = known;
            for (const id of [complaintId, trackingId, dispositionId, contributionId, clockId])
              if (text.includes(id)) faults.push(`${person.name} finds ${which}`);
            if ((await find(known)) !== unknown)
              faults.push(`${person.name} finds ${which} by its ${member}`);
          }
        };
        await Promise.all(people.filter((each) => has(each, row)).map(cross));
        expect(faults).toEqual([]);
      }, 60_000);
  });

  it('tells by no fault of a wish that what it names is there, and somebody else’s', async () => {
    const [coordinator, frontEnd] = [of('coordinator', house), of('channel', house)];
    const answers = `/v1/dispositions/${open.dispositionId}/answers`;
    const wishes: Record<string, (ids: Ids) => Promise<Answer>> = {
      'a case to follow': ({ complaintId }) =>
        as(coordinator, 'POST', `/v1/cases/${open.complaintId}/merge`, { into: complaintId, reason: 'sama' }),
      'a file of an answer': ({ attachmentId }) =>
        as(coordinator, 'POST', answers, { kind: 'first', text: 'Baik.', attachments: [attachmentId] }),
      'a file of a filing': ({ attachmentId }) =>
        as(frontEnd, 'POST', '/v1/complaints', { channel: 'app', text: road, attachments: [attachmentId] }),
      'a contribution to replace': ({ contributionId }) =>
        as(coordinator, 'POST', `/v1/dispositions/${open.dispositionId}/contributors`, {
          ...{ organisation: 'gov.32.75', task: 'Bantu.', replaces: contributionId },
        }),
      'a contribution to hand the lead to': ({ contributionId }) =>
        as(coordinator, 'POST', `/v1/dispositions/${open.dispositionId}/handover`, {
          ...{ to: contributionId, reason: 'Lebih tepat di sana.' },
        }),
      'a file to read with one’s own receipt code': ({ attachmentId }) =>
        system.call('GET', `/v1/complaints/${open.trackingId}/attachments/${attachmentId}`, {
          receipt: open.receiptCode,
        }),
    };
    for (const [name, wish] of Object.entries(wishes)) {
      const unknown = await wish(nothing);
      expect([name, unknown.status >= 400]).toEqual([name, true]);
      expect([name, look(await wish(foreign), foreign)]).toEqual([name, look(unknown)]);
    }
  });

  it('opens nothing to whose appointment has ended, and says so alike of everything', async () => {
    const subject = `petugas ${randomUUID()}`;
    const was = { role: 'liaison', organisation: house, unit: health };
    const ended = { from: '2020-01-01T00:00:00.000Z', to: '2020-02-01T00:00:00.000Z' };
    await granted(of('coordinator', house), '/v1/appointments', { subject, ...was, ...ended });
    await system.settle();
    const { body } = await system.call('POST', '/v1/dev/token', { body: { ...was, subject } });
    const looks = rows
      .filter((row) => has(of('liaison', house), row) && row.roles !== 'public')
      .flatMap((row) =>
        [nothing, open].map(async (ids) => {
          const call = {
            token: body.token,
            ...(methodOf(row) === 'POST' && { body: bodyOf(row, ids) ?? {} }),
          };
          return look(await system.call(methodOf(row), pathOf(row, ids), call));
        }),
      );
    expect(byWord(await Promise.all(looks))).toEqual([expect.stringMatching(/^403 .*"appointment-ended"/)]);
  });

  it('changed nothing: every refusal was one', async () => {
    for (const known of [open, secret, foreign]) {
      const { facts } = await desk.life(known);
      const byPeople = facts.filter(({ by }: any) => !['rule', 'model'].includes(by.role));
      expect(byWord(byPeople.map(({ type }: any) => type)).sort()).toEqual([
        ...['ComplaintFiled', 'ContributorInvited', 'ContributorReleased', 'DispositionAccepted'],
        ...['DispositionDeclined', 'ExaminationOpened', 'FirstAnswerGiven'],
      ]);
    }
  });

  it('a case that one does not see moves no list, count, report or stream of one', async () => {
    const answers = async () => {
      const seen = new Map<string, string>();
      for (const person of people)
        for (const row of rows.filter((each) => each.list === true && has(person, each)))
          seen.set(`${person.name}: ${row.call}`, (await as(person, 'GET', pathOf(row, nothing))).text);
      return seen;
    };
    await system.settle();
    const before = await answers();
    const listeners = people.filter((person) =>
      rows.some((row) => row.call === 'GET /v1/oversight/stream' && has(person, row)),
    );
    const streams = await Promise.all(listeners.map(listen));
    const another = await bring(house, health, { confidential: true });
    await system.settle();
    const after = await answers();
    // Ages and the ends of periods go on by themselves.
    const still = (text: string) => text.replace(/"(ageDays|asOf|from|before)":("[^"]*"|\{[^}]*\})/g, '');
    const isHidden = (person: Person) => !sees(person, another.facts);
    for (const person of people.filter(isHidden))
      for (const [key, text] of before)
        if (key.startsWith(`${person.name}: `))
          expect([key, still(after.get(key) ?? '')]).toEqual([key, still(text)]);

    const hears = (stream: Stream) => stream.heard().includes(another.complaintId);
    const informed = streams.filter(({ person }) => !isHidden(person));
    await eventually('streams', async () => informed.every(hears) || undefined);
    for (const stream of streams) stream.stop();
    expect(streams.filter(({ person }) => isHidden(person)).filter(hears)).toEqual([]);
  }, 120_000);

  interface Stream {
    readonly person: Person;
    heard(): string;
    stop(): void;
  }
  async function listen(person: Person): Promise<Stream> {
    const stopping = new AbortController();
    const headers = { authorization: `Bearer ${await tokenOf(person)}` };
    const response = await fetch(`${system.address}/v1/oversight/stream`, {
      headers,
      signal: stopping.signal,
    });
    let heard = '';
    void (async () => {
      for await (const chunk of response.body!) heard += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    return { person, heard: () => heard, stop: () => stopping.abort() };
  }

  /** Of a row: one for whom there is no such case, and one who sees the case, and not this of it. */
  function hiddenFrom(row: Row): (readonly [Person, Known])[] {
    const kept = people
      .filter((person) => has(person, row))
      .flatMap((person) => [secret, open].map((known) => [person, known] as const))
      .filter(([person, { facts }]) => row.sees?.(person, facts) === false);
    return [true, false].flatMap((isSeen) => {
      const one = kept.find(([person, { facts }]) => sees(person, facts) === isSeen);
      return one ? [one] : [];
    });
  }

  it('takes as long for what is hidden as for what is not there', async () => {
    const faults: string[] = [];
    const compare = async (name: string, hidden: () => Promise<Answer>, unknown: () => Promise<Answer>) => {
      const differs = await difference(hidden, unknown);
      if (differs !== undefined) faults.push(`${name}: ${differs}`);
    };
    for (const row of rows)
      for (const [person, known] of hiddenFrom(row)) {
        const asked = (ids: Ids) => () => ask(person, row, ids);
        await compare(`${row.call}, ${person.name}`, asked(known), () => asked(unheardOf())());
      }
    const track = (trackingId: string) => () =>
      system.call('GET', `/v1/complaints/${trackingId}`, { receipt: nothing.receiptCode });
    await compare('the reporter’s page', track(open.trackingId), track(nothing.trackingId));
    expect(faults).toEqual([]);
  }, 240_000);

  it('is proven: every view follows from the log', async () => {
    expect(await system.replay('verify')).toMatchObject({ code: 0 });
  }, 120_000);
});

import {
  type Case,
  evolve,
  isActive,
  isRefusal,
  nextSteps,
  openContributions,
  type Person,
  reactMerge,
  reactParts,
  type Step,
} from '@satupintu/domain';
import { COMPLAINTS, decode, encode, type Fact } from '@satupintu/events';
import { type Applied, MemoryLog } from '@satupintu/log';
import fc from 'fast-check';
import { accepted, at, complaint, filed, live, offered } from './lives.fixture';
import { type Act, anyAct, bodies, decideAct } from './random-lives.fixture';
import { threadRows } from './thread/thread-row';

const context = { isConnected: () => true, hopLimit: 2 };

/** What officers were told: their wish came to these facts, or was refused at once. */
interface Told {
  readonly act: Act;
  readonly facts: readonly Fact[];
  readonly refusedAs?: string;
}

/**
 * Several officers and the reporter act on one case in any order, each by what they know of it, which may be old. The
 * log decides; what follows by rule is added as the desk adds it.
 */
class World {
  private readonly log = new MemoryLog();
  private facts: Fact[] = [];
  readonly told: Told[] = [];
  private hour = 3;

  async begin(): Promise<void> {
    await this.log.ensure([{ topic: COMPLAINTS, partitions: 1 }]);
    await this.append(filed(), offered(1), accepted(2));
  }

  async act(act: Act): Promise<void> {
    this.hour += 1;
    const known = live(...this.facts.slice(0, Math.max(3, this.facts.length - act.behind))).at(-1)?.after;
    if (!known) throw new Error('nothing filed');
    const by = {
      at: at(this.hour),
      by: { role: 'coordinator' as const, organisation: act.body },
      key: `${this.hour}`,
    };
    const decided = decideAct(known, act, by);
    if (isRefusal(decided)) {
      this.told.push({ act, facts: [], refusedAs: decided.code });
      return;
    }
    await this.append(...decided);
    this.told.push({ act, facts: decided });
    await this.follow();
  }

  /** What the log holds, as every service reads it. */
  async read(): Promise<Applied<Case>[]> {
    const records: Fact[] = [];
    for await (const batch of this.log.read(COMPLAINTS))
      records.push(...batch.records.map(({ value }) => decode(value)));
    return live(...records);
  }

  /**
   * The desk goes on with what was declined; a lead that was declined the router offers on; the case that this one asks to
   * follow takes it. Said twice, as after a crash.
   */
  private async follow(): Promise<void> {
    const last = live(...this.facts).at(-1);
    if (last?.verdict.kind !== 'applied' || !last.after) return;
    const { fact, verdict, after } = last;
    const replaced = reactParts({ fact, verdict, after }, context);
    const isLead = fact.type === 'DispositionDeclined' && after.lead === fact.data.dispositionId;
    const next = isLead ? [offered(this.hour, after.hop + 1, bodies[(after.hop + 1) % bodies.length])] : [];
    const taken = reactMerge({ fact, verdict }).flatMap((said) => reactMerge({ fact: said, verdict }));
    const joined = fact.type === 'MergeAsked' ? taken : [];
    await this.append(...replaced, ...next, ...joined, ...replaced, ...joined);
  }

  private async append(...facts: readonly Fact[]): Promise<void> {
    if (facts.length === 0) return;
    await this.log.append(facts.map((each) => ({ topic: COMPLAINTS, key: complaint, value: encode(each) })));
    this.facts = [...this.facts, ...facts];
  }
}

async function lived(acts: readonly Act[]) {
  const world = new World();
  await world.begin();
  for (const act of acts) await world.act(act);
  return { told: world.told, batch: await world.read() };
}

const anyLife = fc.array(anyAct, { minLength: 20, maxLength: 50 });

/** One body answers for the case, and it is the one that leads it, or is asked to. */
function expectOneOwner({ owner, dispositions, lead, status }: Case): void {
  expect(owner.organisation).toMatch(/^(gov|nat)\./);
  const leads = Object.values(dispositions).filter((part) => part.part === 'lead' && isActive(part));
  expect(leads.length).toBeLessThanOrEqual(1);
  if (['dispositioned', 'in_progress', 'answered'].includes(status))
    expect(dispositions[lead ?? '']?.organisation).toBe(owner.organisation);
}

describe('whatever several officers do on one case, in any order', () => {
  const reached = new Map<string, number>();

  it('one body is accountable at every instant, and only by what it or the router has said', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (acts) => {
        const { batch } = await lived(acts);
        for (const { fact, verdict, before, after } of batch) {
          if (verdict.kind !== 'applied' || !after) continue;
          reached.set(fact.type, (reached.get(fact.type) ?? 0) + 1);
          expectOneOwner(after);
          if (fact.type !== 'LeadHandedOver') continue;
          expect(before?.leadOffer).toMatchObject({ from: fact.data.from, to: fact.data.to });
          expect(before?.dispositions[fact.data.to]?.status).toBe('accepted');
        }
      }),
      { numRuns: 400 },
    );
    expect([...reached.keys()]).toEqual(
      expect.arrayContaining([
        'LeadHandedOver',
        'ContributorInvited',
        'SubstantiveAnswerGiven',
        'ContributorReleased',
        'ReporterDisputed',
        'DispositionDeclined',
        'MergeAccepted',
        'MergeUndone',
      ]),
    );
  });

  it('every wish that was taken is one fact, or is void with a code; what was refused is in no log', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (acts) => {
        const { told, batch } = await lived(acts);
        const verdicts = new Map(
          batch.flatMap(({ fact, verdict }) => (verdict.kind === 'repeated' ? [] : [[fact.id, verdict]])),
        );
        expect(told).toHaveLength(acts.length);
        for (const { facts, refusedAs } of told) {
          if (refusedAs !== undefined) expect(refusedAs).toMatch(/^[a-z-]+$/);
          else expect(facts).toHaveLength(1);
          for (const { id } of facts) {
            const verdict = verdicts.get(id);
            expect(
              verdict?.kind === 'applied' || (verdict?.kind === 'void' && /^[a-z-]+$/.test(verdict.code)),
            ).toBe(true);
          }
        }
        const said = new Set(told.flatMap(({ facts }) => facts.map(({ id }) => id)));
        const byPeople = batch.filter(({ fact }) => fact.by.role === 'coordinator');
        expect(new Set(byPeople.map(({ fact }) => fact.id))).toEqual(said);
      }),
      { numRuns: 300 },
    );
  });

  it('no message between them is lost, doubled or out of order', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (acts) => {
        const { told, batch } = await lived(acts);
        const done = new Set(
          batch.filter(({ verdict }) => verdict.kind === 'applied').map(({ fact }) => fact.id),
        );
        const posted = told
          .flatMap(({ facts }) => facts)
          .filter(({ id, type }) => type === 'ThreadMessagePosted' && done.has(id));
        const rows = batch.flatMap(threadRows).flatMap((row) => ('set' in row ? [row.set] : []));
        const messages = rows.filter(({ kind }) => kind === 'message').map(({ message_id }) => message_id);
        expect(messages).toEqual(posted.map(({ data }) => 'messageId' in data && data.messageId));
      }),
      { numRuns: 300 },
    );
  });

  it('the lead answers in substance past a required contribution only with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (acts) => {
        const { batch } = await lived(acts);
        for (const { fact, verdict, before } of batch) {
          if (fact.type !== 'SubstantiveAnswerGiven' || verdict.kind !== 'applied' || !before) continue;
          if (before.lead === fact.data.dispositionId && fact.data.reason === undefined)
            expect(openContributions(before)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what an officer is told that would be granted is granted, and nothing else of it', async () => {
    const alike: readonly Step[] = [
      'accept',
      'decline',
      'questions',
      'answers:first',
      'answers:substantive',
      'lead',
      'lead:refuse',
      'thread',
    ];
    await fc.assert(
      fc.asyncProperty(anyLife, async (acts) => {
        const state = (await lived(acts)).batch.at(-1)?.after;
        if (!state) throw new Error('no case');
        Object.values(state.dispositions).forEach(({ dispositionId, organisation, status }, part) => {
          const person: Person = { subject: 's', name: 'Uji', role: 'coordinator', organisation };
          const next = nextSteps(state, dispositionId, at(99), person);
          const by = { at: at(99), by: { role: 'coordinator' as const }, key: 'next' };
          for (const call of alike) {
            if (call === 'thread' && !isActive({ status } as never)) continue;
            const act: Act = { call, part, other: 0, body: 'nat.pln', flag: true, behind: 0 };
            const body = organisation === 'nat.pln' ? 'gov.32' : 'nat.pln';
            expect([call, next.includes(call)]).toEqual([
              call,
              !isRefusal(decideAct(state, { ...act, body }, by, dispositionId)),
            ]);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it('a fold of the log is the same for everybody', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (acts) => {
        const { batch } = await lived(acts);
        const again = batch.reduce<Case | undefined>(
          (state, { fact, verdict }) => (verdict.kind === 'repeated' ? state : evolve(state, fact).state),
          undefined,
        );
        expect(again).toEqual(batch.at(-1)?.after);
      }),
      { numRuns: 50 },
    );
  });
});

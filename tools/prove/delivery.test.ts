/** Domain and proof agree on a reply window whose policy began to wait for deliveries, or stopped to, on its way. */
import { type Case, dueTimers, evolve, fire, indexDirectory, reactClocks } from '@satupintu/domain';
import { type ComplaintFact, type Data, type Fact, fact, type FactType, idOf } from '@satupintu/events';
import { provedLife } from './prove-life';
import { shippedWorld } from './shipped';
import { directory } from './world';

const { calendars, policies } = shippedWorld();
const index = indexDirectory(directory);
const by = { role: 'rule' } as const;
const sealed = 's1.narrative.1.text.aaaa.bbbb';
const dispositionId = idOf('disposition');
const message = { messageId: idOf('message'), about: idOf('fact'), kind: 'answer', by: 'sms' } as const;
const changedAt = '2026-03-26T02:00:00.000Z';
const deliveredAt = '2026-03-27T02:00:00.000Z';

/** An answer of 25 March by SMS, that policy waits for or not until the 26th, and then the other way round. */
class Answered {
  state: Case | undefined;
  readonly facts: ComplaintFact[] = [];
  readonly reference: Fact[] = [];
  private readonly calendar = calendars[0]!;
  private policy = policies[0]!;

  constructor(private waits: boolean) {
    const at = '2026-03-01T02:00:00.000Z';
    const about = { subject: 'calendar', at, by };
    this.reference.push(fact('CalendarPublished', this.calendar.version, about, this.calendar));
    this.publish(at);
    this.say('ComplaintFiled', '2026-03-17T02:00:00.000Z', {
      trackingId: 'LP-1',
      channel: 'sms',
      anonymous: false,
      confidential: false,
      attachments: [],
      words: sealed,
      person: sealed,
    });
    this.say('DispositionOffered', '2026-03-17T02:00:01.000Z', {
      dispositionId,
      hop: 0,
      organisation: 'nat.bpjs',
      decidedBy: 'rule',
      final: false,
      class: 'complaint',
      reasons: [],
      versions: {},
    });
    this.say('DispositionAccepted', '2026-03-17T04:00:00.000Z', { dispositionId });
    const answer = { dispositionId, answerId: idOf('answer'), words: sealed, attachments: [] };
    this.say('SubstantiveAnswerGiven', '2026-03-25T02:00:00.000Z', answer);
    this.waits = !waits;
    this.publish(changedAt);
  }

  deliver(): this {
    const answer = { dispositionId, round: 0 };
    return this.say('NotificationDelivered', deliveredAt, { ...message, answer, deliveredAt });
  }

  /** To the end of its window, if it has one. */
  wait(): this {
    for (;;) {
      const [next] = this.state ? dueTimers(this.state) : [];
      if (!this.state || !next) return this;
      for (const said of fire(this.state, next, { ...this.refs, at: next.at })) this.hear(said);
    }
  }

  get windows() {
    return Object.values(this.state?.clocks ?? {}).filter(({ kind }) => kind === 'reporter_reply_window');
  }

  private get refs() {
    return { calendar: this.calendar, policy: this.policy, directory: index };
  }

  private publish(at: string): void {
    const waitsForDelivery = this.waits ? ['sms' as const] : [];
    const effectiveFrom = at.slice(0, 10);
    this.policy = { ...this.policy, version: `sla-${effectiveFrom}`, effectiveFrom, waitsForDelivery };
    const about = { subject: 'sla-policy', at, by };
    this.reference.push(fact('SlaPolicyPublished', this.policy.version, about, this.policy));
  }

  private say<T extends FactType>(type: T, at: string, data: Data<T>): this {
    return this.hear(fact(type, at, { subject: idOf('life'), at, by }, data) as ComplaintFact);
  }

  private hear(said: ComplaintFact): this {
    const before = this.state;
    const { state, verdict } = evolve(before, said);
    this.state = state;
    this.facts.push(said);
    for (const next of reactClocks({ fact: said, verdict, before, after: state }, this.refs)) this.hear(next);
    return this;
  }
}

const differences = ({ reference, facts, state }: Answered) =>
  provedLife({ reference, facts, newest: state?.closedAt ?? deliveredAt }).differences;

it('a window that runs keeps its start when policy begins to wait, and ends', () => {
  for (const life of [new Answered(false), new Answered(false).deliver()]) {
    expect(life.windows).toMatchObject([{ startedAt: '2026-03-25T02:00:00.000Z', state: 'running' }]);
    expect(life.wait().state).toMatchObject({ status: 'closed', closedReason: 'silence' });
    expect(differences(life)).toEqual([]);
  }
});

it('an answer that was on its way when policy stopped to wait has its window from the delivery', () => {
  const life = new Answered(true);
  expect(life.windows).toEqual([]);
  expect(life.deliver().windows).toMatchObject([{ startedAt: deliveredAt }]);
  expect(life.wait().state?.status).toBe('closed');
  expect(differences(life)).toEqual([]);
});

it('a window that started as the new policy would have it is found out', () => {
  const life = new Answered(false).deliver();
  const moved = life.facts.map((each) =>
    each.type === 'ClockStarted' && each.data.kind === 'reporter_reply_window'
      ? { ...each, data: { ...each.data, startedAt: deliveredAt } }
      : each,
  );
  const { reference } = life;
  const found = provedLife({ reference, facts: moved, newest: deliveredAt }).differences;
  expect(found.map(({ what }) => what)).toContain('inputs of the start');
});

import { type Case, type Disposition, leadOf, openQuestion, reactMerge } from '@satupintu/domain';
import {
  type Actor,
  type ComplaintClass,
  type ComplaintFactType,
  type Data,
  type Fact,
  fact,
  idOf,
} from '@satupintu/events';
import { type Random } from './random';
import { bandung, ministry, papua, unitsOf } from './setting';

const sealed = 's1.narrative.1.text.aaaa.bbbb';
const day = 86_400_000;
type Service = 'intake' | 'router' | 'casework';
const classes: readonly ComplaintClass[] = [
  'complaint',
  'complaint',
  'information_request',
  'aspiration',
  'oversight_complaint',
];
const bodies = [bandung, bandung, papua, ministry];
const rule: Actor = { role: 'rule' };

interface Held {
  readonly fact: Fact;
  readonly until: number;
}

/** What the people need of the world they live in. */
export interface Surroundings {
  readonly random: Random;
  readonly trueTime: number;
  /** how often a service says something late, and how far its clock may be off, milliseconds */
  readonly weather: { readonly lag: number; readonly drift: number };
  state(complaintId: string): Case | undefined;
  tell(one: Fact): void;
}

type Choice = readonly [weight: number, act: () => void];

/**
 * Everybody but the clocks: reporters, router, officers. They act on what the log says now, stamp what they do with
 * the clock of their own service, and it comes to the log at once or days later, in order for a service and complaint.
 */
export class People {
  readonly complaints: readonly string[];
  private readonly drifts: Readonly<Record<Service, number>>;
  private readonly held = new Map<string, Held[]>();
  private count = 0;

  constructor(private readonly world: Surroundings) {
    const { random, weather } = world;
    const drift = () => (random.chance(0.4) ? 0 : random.int(-weather.drift, weather.drift));
    this.drifts = { intake: drift(), router: drift(), casework: drift() };
    this.complaints = Array.from({ length: random.int(1, 3) }, (_, index) =>
      idOf(`simulated:${index}:${random.uuid()}`),
    );
  }

  /** Somebody does something about one of the complaints. */
  act(): void {
    const { random } = this.world;
    const complaint = random.pick(this.complaints);
    const state = this.world.state(complaint);
    if (state) random.weighted(this.choices(state))();
    else this.file(complaint);
  }

  /** What was held up and may come now. `everything`: what is still held up too. */
  release(everything = false): void {
    for (const [key, waiting] of this.held) {
      while (waiting[0] && (everything || waiting[0].until <= this.world.trueTime)) {
        const next = waiting.shift();
        if (next) this.world.tell(next.fact);
      }
      if (waiting.length === 0) this.held.delete(key);
    }
  }

  private say<T extends ComplaintFactType>(service: Service, type: T, subject: string, data: Data<T>): void {
    const { random, trueTime, weather } = this.world;
    const at = new Date(trueTime + this.drifts[service]).toISOString();
    const said: unknown = fact(
      type,
      `simulated:${subject}:${(this.count += 1)}`,
      { subject, at, by: rule },
      data,
    );
    const key = `${service} ${subject}`;
    const waiting = this.held.get(key) ?? [];
    if (waiting.length === 0 && !random.chance(weather.lag)) {
      this.world.tell(said as Fact);
      return;
    }
    const lag = random.pick([2_000, 3_600_000, day, 4 * day, 12 * day]) * random.next();
    this.held.set(key, [...waiting, { fact: said as Fact, until: trueTime + lag }]);
  }

  private file(subject: string): void {
    const { random } = this.world;
    const { count } = this;
    this.say('intake', 'ComplaintFiled', subject, {
      trackingId: `SIM-${count}`,
      channel: 'web',
      region: random.pick(['32.04.12', '94']),
      class: random.pick(classes),
      anonymous: false,
      confidential: false,
      attachments: [],
      words: sealed,
      person: sealed,
    });
  }

  private choices(state: Case): Choice[] {
    const lead = leadOf(state);
    const all = [
      [1, () => undefined] as const,
      ...this.ofRouter(state, lead),
      ...Object.values(state.dispositions).flatMap((part) => this.ofBody(state, part)),
      ...this.ofReporter(state),
      ...this.ofMerging(state),
    ];
    return all;
  }

  private ofRouter(state: Case, lead: Disposition | undefined): Choice[] {
    const { complaintId, status } = state;
    const waits =
      status === 'filed' ||
      status === 'triage' ||
      (status === 'dispositioned' && lead?.status === 'declined');
    const asked = openQuestion(state);
    const inTriage = status === 'triage' || (asked !== undefined && asked.dispositionId === undefined);
    return [
      ...(waits || inTriage ? [[5, () => this.offer(state, false)] as const] : []),
      ...(waits ? [[2, () => this.triage(state)] as const] : []),
      ...(lead?.status === 'declined' && status === 'dispositioned'
        ? [[2, () => this.arbitrate(state)] as const]
        : []),
      ...(status === 'arbitration' ? [[4, () => this.decide(state)] as const] : []),
      ...(status === 'triage'
        ? [
            [
              3,
              () =>
                this.say('router', 'TriageQuestionAsked', complaintId, {
                  questionId: this.id(),
                  words: sealed,
                }),
            ] as const,
          ]
        : []),
      ...(inTriage ? [[1, () => this.archive(state)] as const] : []),
      ...(status !== 'closed' && status !== 'archived'
        ? [
            [
              1,
              () =>
                this.say('router', 'ComplaintCorrected', complaintId, {
                  class: this.world.random.pick(classes),
                }),
            ] as const,
          ]
        : []),
    ];
  }

  private ofBody(state: Case, part: Disposition): Choice[] {
    const { complaintId: subject } = state;
    const { dispositionId, organisation, status } = part;
    const say = <T extends ComplaintFactType>(weight: number, type: T, data: Data<T>): Choice => [
      weight,
      () => this.say('casework', type, subject, data),
    ];
    const answer = { dispositionId, answerId: this.id(), words: sealed, attachments: [] };
    const unit = this.world.random.pick([...(unitsOf[organisation] ?? []), undefined]);
    if (status === 'offered') {
      return [
        say(5, 'DispositionAccepted', { dispositionId, ...(unit !== undefined && { unit }) }),
        ...(unit === undefined ? [] : [say(2, 'UnitAssigned', { dispositionId, unit })]),
        say(2, 'DispositionDeclined', {
          dispositionId,
          ground: 'UU 23/2014',
          proposed: papua,
          words: sealed,
        }),
        ...(part.part === 'contributor'
          ? [say(1, 'ContributorReleased', { dispositionId, reason: 'not-needed' })]
          : []),
      ];
    }
    if (status !== 'accepted') return [];
    return [
      say(4, 'AgencyQuestionAsked', { dispositionId, questionId: this.id(), words: sealed }),
      say(2, 'FirstAnswerGiven', answer),
      say(3, 'SubstantiveAnswerGiven', answer),
      ...(unit === undefined ? [] : [say(1, 'UnitAssigned', { dispositionId, unit })]),
      say(1, 'ContributorInvited', {
        dispositionId: this.id(),
        organisation: this.world.random.pick(bodies),
        words: sealed,
        required: false,
      }),
    ];
  }

  private ofReporter(state: Case): Choice[] {
    const { complaintId: subject, status } = state;
    const reply = { replyId: this.id(), attachments: [] };
    const choices: Choice[] = [];
    if (openQuestion(state)) choices.push([5, () => this.say('intake', 'ReporterReplied', subject, reply)]);
    if (status === 'answered' || status === 'archived')
      choices.push([4, () => this.say('intake', 'ReporterDisputed', subject, reply)]);
    if (status === 'answered')
      choices.push([2, () => this.say('intake', 'ReporterConfirmed', subject, { replyId: this.id() })]);
    if (status !== 'closed')
      choices.push([0.3, () => this.say('intake', 'ReporterWithdrew', subject, { replyId: this.id() })]);
    return choices;
  }

  /** One complaint follows another and is let go again; what follows by rule is said at once. */
  private ofMerging(state: Case): Choice[] {
    const { complaintId: follower, merge } = state;
    const other = this.complaints.find((each) => each !== follower && this.world.state(each));
    if (merge.into !== undefined) {
      const lead = merge.into;
      return [
        [3, () => this.say('casework', 'MergeUndone', follower, { mergeId: this.id(), lead, follower })],
      ];
    }
    if (other === undefined || merge.asked || state.status === 'closed' || state.status === 'archived')
      return [];
    return [[0.4, () => this.merge(follower, other)]];
  }

  private merge(follower: string, into: string): void {
    const at = new Date(this.world.trueTime + this.drifts.casework).toISOString();
    const about = { subject: follower, at, by: rule };
    const asked = fact('MergeAsked', `simulated:${(this.count += 1)}`, about, { mergeId: this.id(), into });
    this.world.tell(asked);
    const after = this.world.state(follower);
    if (after?.merge.asked?.mergeId !== asked.data.mergeId) return;
    for (const accept of reactMerge({ fact: asked, verdict: { kind: 'applied' } })) {
      const had = this.world.state(into)?.merge.followers.length ?? 0;
      this.world.tell(accept);
      const taken = (this.world.state(into)?.merge.followers.length ?? 0) > had;
      const verdict = taken ? ({ kind: 'applied' } as const) : ({ kind: 'void', code: 'refused' } as const);
      for (const next of reactMerge({ fact: accept, verdict })) this.world.tell(next);
    }
  }

  private offer(state: Case, final: boolean): void {
    const { random } = this.world;
    const organisation = random.pick(bodies);
    const unit = random.pick([...(unitsOf[organisation] ?? []), undefined]);
    const hop = state.hop + 1;
    this.say('router', 'DispositionOffered', state.complaintId, {
      dispositionId: idOf(`offer:${state.complaintId}:${hop}:lead`),
      hop,
      organisation,
      ...(unit !== undefined && { unit }),
      decidedBy: 'rule',
      final,
      class: state.class,
      reasons: [],
      versions: {},
    });
  }

  private triage(state: Case): void {
    this.say('router', 'TriageRequested', state.complaintId, {
      round: state.triageRound,
      owner: { organisation: ministry },
      why: 'unsure',
      class: state.class,
      reasons: [],
      suggestions: [],
      versions: {},
    });
  }

  private archive({ complaintId }: Case): void {
    this.say('router', 'ComplaintArchived', complaintId, {
      reasonCode: 'court',
      words: sealed,
      appealable: true,
    });
  }

  private arbitrate(state: Case): void {
    this.say('router', 'ArbitrationRequested', state.complaintId, {
      round: state.arbitrations.length,
      owner: { organisation: ministry },
      candidates: [],
      versions: {},
    });
  }

  private decide(state: Case): void {
    const round = state.arbitrations.length - 1;
    this.say('router', 'ArbitrationDecided', state.complaintId, {
      round,
      organisation: papua,
      words: sealed,
    });
    this.offer(state, true);
  }

  private id(): string {
    return this.world.random.uuid();
  }
}

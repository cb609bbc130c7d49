import { idOf, type LimitUnit } from '@satupintu/events';
import fc from 'fast-check';
import { amendPolicy } from './amend-policy';
import { disposition, filing, health, Life, offer, policy, refs, sealed } from './clock-life.fixture';
import { dueAt } from './due';
import { workingTimeOf } from './working-time';

const iso = (at: number) => new Date(at).toISOString();
const start = Date.parse('2026-02-02T02:00:01.000Z');
const hour = 3_600_000;

/** Questions of the body and replies of the reporter, one after the other, at any instants. */
const questions = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 * 24 * 60 }), fc.integer({ min: 1, max: 6 * 24 * 60 })), {
    maxLength: 6,
  })
  .map((spans) => {
    let at = start;
    return spans.map(([gap, length]) => {
      const from = at + gap * 60_000;
      at = from + length * 60_000;
      return { from: iso(from), to: iso(at) };
    });
  });

const rule = fc.record({
  limit: fc.integer({ min: 1, max: 20 }),
  unit: fc.constantFrom<LimitUnit>('working_days', 'working_hours', 'calendar_days'),
  pauseCap: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
});

it('pausing and resuming at any instants comes to what the arithmetic says', () => {
  const shipped = policy.rules.find(({ key }) => key === 'resolve.complaint')!;
  fc.assert(
    fc.property(questions, rule, (asked, { pauseCap, ...over }) => {
      const own = { ...shipped, ...over, ...(pauseCap !== undefined && { pauseCap }), reminders: [] };
      const calendar = workingTimeOf(refs.calendar, { organisation: 'gov.32.04', region: '32.04' });
      const limit = { start: iso(start), ...over, pauseCap, calendar, zone: 'Asia/Jakarta' as const };
      const life = new Life({
        ...refs,
        policy: amendPolicy(policy, { effectiveFrom: '2018-01-01', rules: [own] }),
      })
        .say('ComplaintFiled', iso(start - 1_000), filing())
        .say('DispositionOffered', iso(start), offer('gov.32.04', { unit: health.code }))
        .say('DispositionAccepted', iso(start + 1_000), { dispositionId: disposition(0) })
        .settle();
      asked.forEach(({ from, to }, index) => {
        const question = { dispositionId: disposition(0), questionId: idOf(`q${index}`), words: sealed };
        life.until(from).say('AgencyQuestionAsked', from, question);
        life.until(to).say('ReporterReplied', to, { replyId: idOf(to), attachments: [] });
      });
      life.until(iso(start + 300 * 24 * hour));
      const [clock] = life.clocks('resolve');
      expect(clock?.dueAt).toBe(dueAt({ ...limit, pauses: asked }));
      expect(clock).toMatchObject({ state: 'missed', missedAt: clock?.dueAt });
    }),
    { numRuns: 150 },
  );
});

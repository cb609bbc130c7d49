import { type Case } from './case';
import { noticeKey, type Telling } from './notice-key';
import { type Rules } from './rule';
import { withClock } from './rules-clocks';
import { type VoidCode } from './verdict';

/** What a notice was about need not be told again, whether it arrived or was given up. */
function tell(state: Case, about: readonly Telling[]): Case | VoidCode {
  const told = about.reduce((before, one) => {
    const clock = before.clocks[one.clockId];
    const key = noticeKey(one);
    if (!clock || clock.told?.includes(key)) return before;
    return withClock(before, { ...clock, told: [...(clock.told ?? []), key] });
  }, state);
  return told === state ? 'nothing-to-change' : told;
}

export const noticeRules: Rules<'NoticeSent' | 'NoticeFailed'> = {
  NoticeSent: (state, { data }) => tell(state, data.about),
  NoticeFailed: (state, { data }) => tell(state, data.about),
};

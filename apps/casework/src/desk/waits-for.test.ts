import { type Fact, idOf } from '@satupintu/events';
import {
  accepted,
  contributionId,
  filed,
  invited,
  lastOf,
  live,
  offered,
  offerId,
  say,
  words,
} from '../lives.fixture';
import { waitsFor } from './waits-for';

const replyId = idOf('reply');
const asked = (hour: number) =>
  say('AgencyQuestionAsked', hour, {
    dispositionId: offerId(0),
    questionId: idOf(`question:${hour}`),
    words,
  });
const replied = (hour: number) => say('ReporterReplied', hour, { replyId, words, attachments: [] });
const answered = (hour: number, dispositionId = offerId(0)) =>
  say('SubstantiveAnswerGiven', hour, {
    dispositionId,
    answerId: idOf(`answer:${hour}`),
    words,
    attachments: [],
  });
const declined = say('DispositionDeclined', 2, {
  dispositionId: offerId(0),
  ground: 'UU 23/2014',
  proposed: 'gov.32',
  words,
});
const disputed = say('ReporterDisputed', 9, { replyId, words, attachments: [] });
const confirmed = say('ReporterConfirmed', 9, { replyId });

function turnOf(facts: readonly Fact[], dispositionId = offerId(0)) {
  const { after } = lastOf(live(...facts));
  const part = after?.dispositions[dispositionId];
  return after && part && waitsFor(after, part);
}

describe('whose turn it is', () => {
  const taken = [filed(), offered(1), accepted(2)];

  test.each<[string, readonly Fact[], string]>([
    ['an offer waits for the body', [filed(), offered(1)], 'body'],
    ['a case in hand too', taken, 'body'],
    ['a question waits for the reporter', [...taken, asked(3)], 'reporter'],
    ['whose reply gives it back', [...taken, asked(3), replied(4)], 'body'],
    ['an answer waits for the reporter’s word', [...taken, answered(3)], 'reporter'],
    ['which gives it back as a dispute', [...taken, answered(3), disputed], 'body'],
    ['or ends it', [...taken, answered(3), confirmed], 'nobody'],
    ['a refusal waits for who decides', [filed(), offered(1), declined], 'decision'],
    ['until another body has it', [filed(), offered(1), declined, offered(3, 1, 'gov.32')], 'nobody'],
    ['a lead waits for what it cannot answer without', [...taken, invited(3, true)], 'contributors'],
    [
      'until it is there',
      [...taken, invited(3, true), accepted(4, contributionId), answered(5, contributionId)],
      'body',
    ],
  ])('%s', (_what, facts, turn) => {
    expect(turnOf(facts)).toBe(turn);
  });

  test('a contributor goes on while the lead asks the reporter', () => {
    expect(turnOf([...taken, invited(3), asked(4)], contributionId)).toBe('body');
  });
});

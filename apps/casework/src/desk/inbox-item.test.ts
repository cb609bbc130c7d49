import { type Fact, idOf } from '@satupintu/events';
import { accepted, at, filed, lastOf, live, offered, offerId, say, started, words } from '../lives.fixture';
import { inboxItem } from './inbox-item';

const answered = say('SubstantiveAnswerGiven', 5, {
  dispositionId: offerId(0),
  answerId: idOf('answer'),
  words,
  attachments: [],
});
const disputed = say('ReporterDisputed', 9, { replyId: idOf('reply'), words, attachments: [] });
const declined = say('DispositionDeclined', 2, {
  dispositionId: offerId(0),
  ground: 'UU 23/2014',
  proposed: 'gov.32',
  words,
});

function itemOf(
  facts: readonly Fact[],
  dispositionId = offerId(0),
  said?: { replies: number; lastAt: string },
) {
  const { after } = lastOf(live(...facts));
  if (!after) throw new Error('nothing was filed');
  return inboxItem(after, dispositionId, said);
}

describe('a row of the inbox', () => {
  test('shows the clock that is due next, with its level, and the others in short', () => {
    const clocks = [started(2, 'resolve', 90, offerId(0)), started(3, 'first_follow_up', 50, offerId(0))];
    const item = itemOf([filed(), offered(1), accepted(2), ...clocks]);
    expect(item.clock).toMatchObject({ kind: 'first_follow_up', dueAt: at(50), state: 'running', level: 0 });
    expect(item.clocks.map(({ kind }) => kind)).toEqual(['first_follow_up', 'resolve']);
    expect(item.dueAt).toBe(at(50));
  });

  test('shows a window of the reporter among the clocks, not as what the body must do', () => {
    const window = started(6, 'reporter_reply_window', 60, offerId(0));
    const item = itemOf([filed(), offered(1), accepted(2), answered, window]);
    expect(item.clock).toBeUndefined();
    expect(item.clocks.map(({ kind }) => kind)).toEqual(['reporter_reply_window']);
  });

  test('names the hands it went through, and for how long', () => {
    const { hands } = itemOf([filed(), offered(1), declined, offered(7, 1, 'gov.32')], offerId(1));
    expect(hands).toEqual([{ organisation: 'gov.32.04', from: at(0), to: at(7) }]);
  });

  test('says since when the reporter waits: the filing, the last reply to a question, the last dispute', () => {
    const taken = [filed(), offered(1), accepted(2)];
    expect(itemOf(taken).reporter).toEqual({
      replies: 0,
      disputes: 0,
      lastWordAt: at(0),
      waitsSince: at(0),
    });
    const question = say('AgencyQuestionAsked', 3, {
      dispositionId: offerId(0),
      questionId: idOf('q'),
      words,
    });
    const reply = say('ReporterReplied', 4, { replyId: idOf('r'), words, attachments: [] });
    expect(itemOf([...taken, question]).reporter.waitsSince).toBeUndefined();
    expect(itemOf([...taken, question, reply]).reporter.waitsSince).toBe(at(4));
    expect(itemOf([...taken, answered]).reporter.waitsSince).toBeUndefined();
    const said = { replies: 1, lastAt: at(9) };
    expect(itemOf([...taken, answered, disputed], offerId(0), said).reporter).toEqual({
      replies: 1,
      disputes: 1,
      lastWordAt: at(9),
      waitsSince: at(9),
    });
  });
});

import { type Fact } from '@satupintu/events';
import { type Row } from '@satupintu/log';
import {
  accepted,
  at,
  filed,
  invited,
  lastOf,
  live,
  offered,
  offerId,
  say,
  started,
  words,
} from '../lives.fixture';
import { dispositionRows } from './disposition-row';

function rowsOf(...facts: readonly Fact[]): Row[] {
  const { after } = lastOf(live(...facts));
  return after ? dispositionRows(after).flatMap((change) => ('set' in change ? [change.set] : [])) : [];
}

describe('the inbox', () => {
  test('has one row for each body on the case', () => {
    const rows = rowsOf(filed(), offered(1), accepted(2), invited(3));
    expect(rows.map(({ organisation, status }) => [organisation, status])).toEqual([
      ['gov.32.04', 'accepted'],
      ['gov.32', 'offered'],
    ]);
  });

  test('shows what is due first, and nothing once it is answered', () => {
    const open = [
      filed(),
      offered(1),
      accepted(2),
      started(2, 'resolve', 90, offerId(0)),
      started(3, 'first_follow_up', 50, offerId(0)),
    ];
    expect(rowsOf(...open)[0]?.['due_at']).toBe(at(50));
    const first = say('FirstAnswerGiven', 10, {
      dispositionId: offerId(0),
      answerId: offerId(7),
      words,
      attachments: [],
    });
    expect(rowsOf(...open, first)[0]?.['due_at']).toBe(at(90));
    const answer = say('SubstantiveAnswerGiven', 11, {
      dispositionId: offerId(0),
      answerId: offerId(8),
      words,
      attachments: [],
    });
    expect(rowsOf(...open, first, answer)[0]?.['due_at']).toBeNull();
  });

  test('does not hold the reporter’s window against the body', () => {
    expect(
      rowsOf(filed(), offered(1), accepted(2), started(3, 'reporter_reply_window', 40, offerId(0)))[0]?.[
        'due_at'
      ],
    ).toBeNull();
  });

  test('marks what only handlers and supervisors may see, and who has no part any more', () => {
    const declined = say('DispositionDeclined', 2, {
      dispositionId: offerId(0),
      ground: 'UU 23/2014',
      proposed: 'gov.32',
      words,
    });
    expect(rowsOf(filed({ class: 'oversight_complaint' }), offered(1), declined)[0]).toMatchObject({
      takes_part: true,
    });
    const rows = rowsOf(filed({ confidential: true }), offered(1), declined, offered(3, 1, 'gov.32'));
    expect(rows.map(({ takes_part, restricted }) => [takes_part, restricted])).toEqual([
      [false, true],
      [true, true],
    ]);
  });
});

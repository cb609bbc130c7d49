import { type Comparison, tally } from './tally';

const [roads, health] = ['gov.32.04/dinas-pekerjaan-umum-dan-penataan-ruang', 'gov.32.04/dinas-kesehatan'];
const unit = (code: string) => ({ organisation: code.split('/')[0]!, unit: code });
const compared = (over: Partial<Comparison>): Comparison => ({
  complaintId: 'a',
  before: unit(roads),
  after: unit(roads),
  declined: false,
  ...over,
});

describe('what another policy would change', () => {
  test('nothing where every case goes where it went', () => {
    const stays = compared({ handler: { organisation: 'gov.32.04' } });
    expect(tally([stays, compared({ before: 'triage', after: 'triage' })])).toEqual({
      cases: 2,
      unchanged: 2,
      moved: 0,
      movedLaterDeclined: 0,
      toTriage: 0,
      fromTriage: 0,
      known: { cases: 1, rightBefore: 1, rightAfter: 1 },
      flows: [],
    });
  });

  test('from whom to whom, largest first, and how much of it was declined anyway', () => {
    const moved = compared({ after: unit(health) });
    const other = compared({ after: { organisation: 'nat.pln' } });
    expect(tally([other, moved, { ...moved, declined: true }])).toMatchObject({
      moved: 3,
      movedLaterDeclined: 1,
      flows: [
        { from: roads, to: health, cases: 2, laterDeclined: 1 },
        { from: roads, to: 'nat.pln', cases: 1, laterDeclined: 0 },
      ],
    });
  });

  test('what would wait for a person and what would no longer are no moves between bodies', () => {
    const asked = [
      compared({ after: 'triage' }),
      compared({ before: 'triage' }),
      compared({ before: 'triage' }),
    ];
    expect(tally(asked)).toMatchObject({ moved: 0, toTriage: 1, fromTriage: 2, unchanged: 0 });
  });

  test('how often it is right, where it is known who handled the case', () => {
    const handler = unit(health);
    expect(tally([compared({ after: unit(health), handler }), compared({})]).known).toEqual({
      cases: 1,
      rightBefore: 0,
      rightAfter: 1,
    });
  });
});

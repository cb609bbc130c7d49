import { Agenda } from './agenda';
import { type DueTimer, placeOf } from './ports';

const due = (clockId: string, at: string): DueTimer => ({
  complaintId: 'case',
  timer: { clockId, kind: 'miss', level: 0, at },
});

test('gives what is due first first, in whatever order it came, and nothing beyond a place', () => {
  const agenda = new Agenda();
  const [a, b, c, d] = [
    due('a', '2026-03-01'),
    due('b', '2026-03-02'),
    due('c', '2026-03-02'),
    due('d', '2026-03-03'),
  ];
  for (const each of [c, d, a, b]) agenda.add(each);
  const until = placeOf(c);
  expect([agenda.next(until), agenda.next(until), agenda.next(until), agenda.next(until)]).toEqual([
    a,
    b,
    c,
    undefined,
  ]);
  expect(agenda.next(undefined)).toEqual(d);
  expect(agenda.next(undefined)).toBeUndefined();
});

import { randomUUID } from 'node:crypto';
import { type Person } from '@satupintu/domain';
import { type Appointment, Appointments } from './appointments';

const person: Person = { subject: 'p1', name: 'P', role: 'coordinator', organisation: 'gov.32.04' };
const appointment = (change: Partial<Appointment> = {}): Appointment => ({
  appointmentId: randomUUID(),
  subject: 'p1',
  role: 'coordinator',
  organisation: 'gov.32.04',
  from: '2026-01-01T00:00:00.000Z',
  ...change,
});
const during = '2026-03-01T00:00:00.000Z';

function book(...made: Appointment[]) {
  const appointments = new Appointments();
  for (const one of made) appointments.made(one);
  return appointments;
}

test('who never had an appointment is judged by the claims', () => {
  expect(book(appointment({ subject: 'somebody else' })).allow(person, during)).toBe(true);
});

test('who has one may do what it says', () => {
  expect(book(appointment()).allow(person, during)).toBe(true);
});

test('an appointment that has ended ends the right, whatever the token says', () => {
  const ended = book(appointment({ to: during }));
  expect(ended.allow(person, '2026-02-28T23:59:59.999Z')).toBe(true);
  expect(ended.allow(person, during)).toBe(false);
  expect(ended.allow({ ...person, organisation: 'gov.32' }, during)).toBe(false);
});

test('it can be ended before its time, never after it', () => {
  const one = appointment({ to: during });
  const appointments = book(one);
  appointments.ended({ appointmentId: one.appointmentId, to: '2026-02-01T00:00:00.000Z' });
  appointments.ended({ appointmentId: one.appointmentId, to: '2027-01-01T00:00:00.000Z' });
  expect(appointments.get(one.appointmentId)?.to).toBe('2026-02-01T00:00:00.000Z');
});

test('a new appointment gives a new right', () => {
  expect(
    book(
      appointment({ to: '2026-02-01T00:00:00.000Z' }),
      appointment({ from: '2026-02-15T00:00:00.000Z' }),
    ).allow(person, during),
  ).toBe(true);
});

test('an appointment of the future takes nothing away yet', () => {
  expect(
    book(appointment({ organisation: 'gov.32', from: '2027-01-01T00:00:00.000Z' })).allow(person, during),
  ).toBe(true);
});

test('an appointment to a unit is for that unit alone', () => {
  const unit = 'gov.32.04/dinas-kesehatan';
  const liaison: Person = { ...person, role: 'liaison', unit };
  const appointments = book(appointment({ role: 'liaison', unit }));
  expect(appointments.allow(liaison, during)).toBe(true);
  expect(appointments.allow({ ...liaison, unit: 'gov.32.04/dinas-pendidikan' }, during)).toBe(false);
});

describe('a body', () => {
  const coordinator = appointment();
  const liaison = appointment({ subject: 'p2', role: 'liaison', unit: 'gov.32.04/dinas-kesehatan' });
  const comes = (appointments: Appointments, ...who: Appointment[]) => {
    for (const { appointmentId } of who) appointments.wasSeen({ appointmentId, seenAt: during });
    return appointments;
  };

  test('is active when a coordinator and a liaison serve there and both have come', () => {
    const appointments = book(coordinator, liaison);
    expect(appointments.isActive('gov.32.04', during)).toBe(false);
    comes(appointments, coordinator);
    expect(appointments.isActive('gov.32.04', during)).toBe(false);
    comes(appointments, liaison);
    expect(appointments.isActive('gov.32.04', during)).toBe(true);
    expect(appointments.isActive('gov.32', during)).toBe(false);
  });

  test('is active where analysts do both: the Ombudsman, by its centre; an office alone decides for nobody', () => {
    const ombudsman = { role: 'analyst', organisation: 'ombudsman' } as const;
    const office = appointment({ ...ombudsman, subject: 'p3', unit: 'ombudsman/32' });
    const centre = appointment({ ...ombudsman, subject: 'p4' });
    expect(comes(book(office), office).isActive('ombudsman', during)).toBe(false);
    expect(comes(book(office, centre), office, centre).isActive('ombudsman', during)).toBe(true);
  });

  test('is not active any more when one of them ends, nor before one begins', () => {
    const appointments = comes(book(coordinator, liaison), coordinator, liaison);
    appointments.ended({ appointmentId: liaison.appointmentId, to: during });
    expect(appointments.isActive('gov.32.04', during)).toBe(false);
    expect(appointments.isActive('gov.32.04', '2026-02-28T23:59:59.999Z')).toBe(true);
    expect(appointments.isActive('gov.32.04', '2025-12-31T23:59:59.999Z')).toBe(false);
  });

  test('knows by which appointments somebody acts', () => {
    const appointments = book(coordinator, liaison, appointment({ to: during }));
    expect(appointments.of(person, during)).toEqual([coordinator]);
    expect(appointments.of({ ...person, subject: 'stranger' }, during)).toEqual([]);
    expect(appointments.serving('gov.32.04', during)).toEqual([coordinator, liaison]);
  });
});

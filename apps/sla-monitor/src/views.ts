import { type View } from '@satupintu/log';

/**
 * One row for each clock of each case: what lists filter, sort and bound by. What they show of it is in the state, which
 * moves in the same transaction, so that a step of a ladder or a note in a clock's history writes no row here.
 */
export const clockView: View = {
  name: 'clock',
  key: ['clock_id'],
  columns: {
    clock_id: 'uuid',
    complaint_id: 'uuid',
    kind: 'text',
    state: 'text',
    organisation: 'text',
    unit: 'text',
    due_at: 'timestamptz',
    /** still moved by a new calendar or policy: running, paused, or with steps to come */
    movable: 'boolean',
    /** two digits; what an office of the Ombudsman sees */
    province: 'text',
    /** confidential, or against officials: for its handlers and the supervisors only */
    restricted: 'boolean',
    /** bodies that handle the case now */
    handlers: 'text[]',
    /** bodies that have a part in it, or gave theirs away themselves */
    parties: 'text[]',
    /** while it waits for triage or arbitration: whose decision that is */
    deciding: 'text',
  },
  indexes: [
    `(coalesce(due_at, 'infinity'), clock_id)`,
    `(organisation, coalesce(due_at, 'infinity'), clock_id)`,
    '(complaint_id)',
    '(complaint_id) where movable',
    'using gin (parties)',
  ],
};

/** What becomes due next for each clock, so that finding what is due costs what is due and not what is open. */
export const timerView: View = {
  name: 'timer',
  key: ['clock_id'],
  columns: { clock_id: 'uuid', complaint_id: 'uuid', due_at: 'timestamptz', kind: 'text', level: 'integer' },
  indexes: ['(due_at, complaint_id, clock_id)'],
};

/**
 * Steps and reminders that somebody is to be told of, or was. Those of clocks that were stopped before are gone, so
 * what is pending here is what a summary is made of; made again from the log, it never holds what was told already.
 */
export const noticeView: View = {
  name: 'notice',
  key: ['clock_id', 'kind', 'level', 'at'],
  columns: {
    clock_id: 'uuid',
    /** step or reminder */
    kind: 'text',
    /** of the ladder; 0 for a reminder */
    level: 'integer',
    at: 'timestamptz',
    complaint_id: 'uuid',
    /** code of the unit, or of the organisation where no unit is addressed */
    addressee: 'text',
    organisation: 'text',
    /** pending, sent, failed */
    state: 'text',
    /** danger to life */
    urgent: 'boolean',
    item: 'jsonb',
  },
  indexes: [
    `(addressee, at) where state = 'pending'`,
    '(at, clock_id, kind, level)',
    '(organisation, at, clock_id, kind, level)',
    '(complaint_id)',
  ],
};

export const clockViews: readonly View[] = [clockView, timerView, noticeView];

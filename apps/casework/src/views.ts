import { type View } from '@satupintu/log';

/**
 * What an inbox filters and sorts by: one row for each body's part in a case. What it shows comes from the state of
 * the case, and the words from the vault.
 */
export const dispositionView: View = {
  name: 'disposition',
  key: ['disposition_id'],
  columns: {
    disposition_id: 'uuid',
    complaint_id: 'uuid',
    organisation: 'text',
    unit: 'text',
    status: 'text',
    due_at: 'timestamptz',
    /** two digits; what an office of the Ombudsman sees */
    province: 'text',
    /** confidential, or against officials: for its handlers and the supervisors only */
    restricted: 'boolean',
    /** the body still has a part in the case */
    takes_part: 'boolean',
  },
  indexes: [
    `(organisation, coalesce(due_at, 'infinity'), disposition_id)`,
    `(unit, coalesce(due_at, 'infinity'), disposition_id)`,
    `(coalesce(due_at, 'infinity'), disposition_id)`,
  ],
};

/** A title that triage gave, sealed; the reporter's own words stay beside it. */
export const titleView: View = {
  name: 'title',
  key: ['complaint_id'],
  columns: { complaint_id: 'uuid', words: 'text' },
};

/** What the bodies on a case say to each other, sealed. A case has one partition, so offsets are its order. */
export const threadView: View = {
  name: 'thread',
  key: ['complaint_id', 'offset_'],
  columns: {
    complaint_id: 'uuid',
    offset_: 'bigint',
    message_id: 'uuid',
    at: 'timestamptz',
    role: 'text',
    organisation: 'text',
    unit: 'text',
    words: 'text',
  },
};

/** What each body is told, at the place in the log of the fact it follows from. */
export const feedView: View = {
  name: 'feed',
  key: ['organisation', 'partition', 'offset_'],
  columns: {
    organisation: 'text',
    partition: 'integer',
    offset_: 'bigint',
    restricted: 'boolean',
    event: 'jsonb',
  },
};

export const caseworkViews: readonly View[] = [dispositionView, titleView, threadView, feedView];

import { type View } from '@satupintu/log';
import { goesOnSql } from './desk/is-open';

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
    part: 'text',
    status: 'text',
    case_status: 'text',
    class: 'text',
    category: 'text',
    emergency: 'boolean',
    offered_at: 'timestamptz',
    due_at: 'timestamptz',
    /** whose turn it is, as the body sees it */
    waits_for: 'text',
    /** two digits; what an office of the Ombudsman sees */
    province: 'text',
    /** confidential, or against officials: for its handlers and the supervisors only */
    restricted: 'boolean',
    /** the body still has a part in the case */
    takes_part: 'boolean',
  },
  // A page is read along one of these: all of a body, one of its units, one state, or everything there is. What is
  // counted, and whose turn it is, along the first: so it costs what there is to do, however much is over.
  indexes: [
    `(organisation, coalesce(due_at, 'infinity'), disposition_id) where ${goesOnSql}`,
    `(organisation, coalesce(due_at, 'infinity'), disposition_id)`,
    `(organisation, coalesce(unit, ''), coalesce(due_at, 'infinity'), disposition_id)`,
    `(organisation, status, coalesce(due_at, 'infinity'), disposition_id)`,
    `(coalesce(due_at, 'infinity'), disposition_id)`,
    `(organisation, complaint_id)`,
  ],
};

/** What the reporter of a case said after the filing, sealed. A case has one partition, so offsets are its order. */
export const replyView: View = {
  name: 'reply',
  key: ['complaint_id', 'offset_'],
  columns: {
    complaint_id: 'uuid',
    offset_: 'bigint',
    kind: 'text',
    at: 'timestamptz',
    words: 'text',
    rating: 'integer',
    attachments: 'text[]',
  },
};

/** Parts that passed to another unit with their place; `cause` is the fact that handed it over. */
export const handedOverView: View = {
  name: 'handed_over',
  key: ['cause', 'disposition_id'],
  columns: { cause: 'uuid', disposition_id: 'uuid', complaint_id: 'uuid' },
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
    /** message, or what it was said with: task, contribution, refusal, handover, reason */
    kind: 'text',
    /** the part in the case that it is about; null: the case */
    disposition_id: 'uuid',
    attachments: 'text[]',
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

/** Cases that a front end filed for their reporters: what a partner knows of beside what its body handles. */
export const filedCaseView: View = {
  name: 'filed_case',
  key: ['organisation', 'complaint_id'],
  columns: { organisation: 'text', complaint_id: 'uuid', restricted: 'boolean' },
};

/** What whoever filed a case is told of it, at the place in the log of the fact it follows from. */
export const filedEventView: View = {
  name: 'filed_event',
  key: ['organisation', 'partition', 'offset_'],
  columns: {
    organisation: 'text',
    partition: 'integer',
    offset_: 'bigint',
    complaint_id: 'uuid',
    event: 'jsonb',
  },
};

export const caseworkViews: readonly View[] = [
  dispositionView,
  replyView,
  handedOverView,
  titleView,
  threadView,
  feedView,
  filedCaseView,
  filedEventView,
];

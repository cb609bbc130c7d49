import { type View } from '@satupintu/log';

/** One case as the supervisors list it. Age depends on now and is computed when it is read. */
export const caseView: View = {
  name: 'case_row',
  key: ['complaint_id'],
  columns: {
    complaint_id: 'uuid',
    tracking_id: 'text',
    status: 'text',
    closed_reason: 'text',
    class: 'text',
    category: 'text',
    region: 'text',
    province: 'text',
    organisation: 'text',
    unit: 'text',
    filed_at: 'timestamptz',
    /** closed or archived */
    ended_at: 'timestamptz',
    /** earliest due time of the climbing clocks that nothing has stopped */
    due_at: 'timestamptz',
    overdue: 'boolean',
    escalation_level: 'integer',
    hops: 'integer',
    disputes: 'integer',
    /** its own, and one of each case that follows it */
    reporters: 'integer',
    merged_into: 'uuid',
    /** seconds of finished pauses, and the beginning of the one that lasts */
    paused_for: 'double precision',
    paused_since: 'timestamptz',
    restricted: 'boolean',
    /** organisations that have, or had, a part */
    bodies: 'text[]',
    /** organisations that handle it now */
    handlers: 'text[]',
  },
  indexes: [
    '(filed_at, complaint_id)',
    `(coalesce(due_at, 'infinity'), complaint_id)`,
    `(coalesce(due_at, '-infinity'), complaint_id)`,
    '(escalation_level, complaint_id)',
    '(organisation, filed_at, complaint_id)',
    '(province, filed_at, complaint_id)',
    `(coalesce(due_at, 'infinity'), complaint_id) where overdue`,
    'using gin (bodies)',
    '(tracking_id)',
    '(merged_into) where merged_into is not null',
  ],
};

/** Words of a case for searching: plain, hence blanked when the reporter has everything erased. */
export const wordsView: View = {
  name: 'case_words',
  key: ['complaint_id'],
  columns: { complaint_id: 'uuid', words: 'tsvector' },
  indexes: ['using gin (words)'],
};

/** Every fact of every case as it stands in the log, repeats and void ones too; words stay sealed, identities are left out. */
export const factView: View = {
  name: 'fact',
  key: ['partition', 'offset_'],
  columns: {
    partition: 'integer',
    offset_: 'bigint',
    complaint_id: 'uuid',
    id: 'uuid',
    type: 'text',
    at: 'timestamptz',
    by: 'jsonb',
    verdict: 'text',
    code: 'text',
    cause: 'uuid',
    data: 'jsonb',
  },
  indexes: [
    '(complaint_id, offset_)',
    `(complaint_id) where type = 'MissAnnulled'`,
    `((data ->> 'examinationId')) where type = 'ExaminationOpened'`,
  ],
};

/** Steps of the ladder that were taken, each at its place in the log. */
export const escalationView: View = {
  name: 'escalation',
  key: ['partition', 'offset_'],
  columns: {
    partition: 'integer',
    offset_: 'bigint',
    complaint_id: 'uuid',
    clock_id: 'uuid',
    disposition_id: 'uuid',
    level: 'integer',
    to_: 'text',
    reason: 'text',
    due_at: 'timestamptz',
    escalated_at: 'timestamptz',
    /** when the fact was said: later than the step itself where the monitor was down */
    recorded_at: 'timestamptz',
  },
  indexes: ['(escalated_at)', '(disposition_id)', '(complaint_id)'],
};

/** What a body made of what it was asked: one row for each disposition, for the reports. */
export const handlingView: View = {
  name: 'handling',
  key: ['disposition_id'],
  columns: {
    disposition_id: 'uuid',
    complaint_id: 'uuid',
    organisation: 'text',
    unit: 'text',
    part: 'text',
    class: 'text',
    category: 'text',
    region: 'text',
    province: 'text',
    offered_at: 'timestamptz',
    unit_named_at: 'timestamptz',
    accepted_at: 'timestamptz',
    first_answer_at: 'timestamptz',
    /** of the first round; a dispute does not take back that an answer was given */
    substantive_at: 'timestamptz',
    /** was it in time; null: not given */
    in_time: 'boolean',
    /** `[{from, to?}]`: when it was overdue as it was known then, and when the case followed another; null: never */
    overdue: 'jsonb',
    followed: 'jsonb',
    declined_at: 'timestamptz',
    withdrawn_at: 'timestamptz',
    proposed: 'text',
    disputed_at: 'jsonb',
    case_ended_at: 'timestamptz',
  },
  indexes: ['(organisation, offered_at)', '(offered_at)'],
};

export const oversightViews: readonly View[] = [caseView, wordsView, factView, escalationView, handlingView];

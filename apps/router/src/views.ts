import { type View } from '@satupintu/log';
import { likenessView } from './twins/likeness.view';

/** What was decided about a complaint, at the place in the log of each decision. A complaint has one partition. */
export const decisionView: View = {
  name: 'decision',
  key: ['complaint_id', 'offset_'],
  columns: {
    complaint_id: 'uuid',
    offset_: 'bigint',
    at: 'timestamptz',
    kind: 'text',
    by: 'jsonb',
    said: 'jsonb',
  },
  indexes: [
    `((by ->> 'organisation'), at) where kind in ('offered', 'archived')`,
    `((said -> 'owner' ->> 'organisation'), at) where kind = 'triage'`,
  ],
};

/** What the router last proposed to people: suggestions of a triage, candidates of an arbitration. */
export const proposalView: View = {
  name: 'proposal',
  key: ['complaint_id'],
  columns: {
    complaint_id: 'uuid',
    why: 'text',
    reasons: 'jsonb',
    suggestions: 'jsonb',
    versions: 'jsonb',
  },
};

/** Complaints that wait for a person, and whose business they are meanwhile. */
export const waitingView: View = {
  name: 'waiting',
  key: ['complaint_id'],
  columns: {
    complaint_id: 'uuid',
    kind: 'text',
    owner: 'text',
    since: 'timestamptz',
    /** of the clock that runs over the wait; null before it is known here */
    due_at: 'timestamptz',
    emergency: 'boolean',
  },
  indexes: [
    `(kind, since, complaint_id)`,
    `(kind, owner, since, complaint_id)`,
    `(kind, since, complaint_id) where emergency`,
    `(owner, due_at)`,
  ],
};

/** How each complaint was filed: codes only, the words stay sealed. Gone once they are erased. */
export const filingView: View = {
  name: 'filing',
  key: ['complaint_id'],
  columns: {
    complaint_id: 'uuid',
    filed_at: 'timestamptz',
    class: 'text',
    category: 'text',
    region: 'text',
    filed_by: 'text',
    confidential: 'boolean',
  },
  indexes: [`(filed_at, complaint_id)`],
};

/** What the router learns from: who handled a case by the last word on it, and who refused it. */
export const exampleView: View = {
  name: 'example',
  key: ['complaint_id'],
  columns: {
    complaint_id: 'uuid',
    filed_at: 'timestamptz',
    at: 'timestamptz',
    said: 'text',
    organisation: 'text',
    unit: 'text',
    weight: 'double precision',
    against: 'jsonb',
  },
  indexes: [`(filed_at, complaint_id)`],
};

export const routerViews: readonly View[] = [
  decisionView,
  proposalView,
  waitingView,
  filingView,
  exampleView,
  likenessView,
];

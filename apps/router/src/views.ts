import { type View } from '@satupintu/log';

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
};

/** What the router last proposed to people: suggestions of a triage, candidates of an arbitration. */
export const proposalView: View = {
  name: 'proposal',
  key: ['complaint_id'],
  columns: { complaint_id: 'uuid', why: 'text', reasons: 'jsonb', suggestions: 'jsonb', versions: 'jsonb' },
};

/** Complaints that wait for a person, and whose business they are meanwhile. */
export const waitingView: View = {
  name: 'waiting',
  key: ['complaint_id'],
  columns: { complaint_id: 'uuid', kind: 'text', owner: 'text', since: 'timestamptz' },
  indexes: [`(kind, since, complaint_id)`, `(kind, owner, since, complaint_id)`],
};

export const routerViews: readonly View[] = [decisionView, proposalView, waitingView];

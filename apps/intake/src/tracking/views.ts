import { type View } from '@satupintu/log';
import { toldView } from '../messages/told-row';

/** From the number that a reporter wrote down to the complaint. */
export const trackingView: View = {
  name: 'tracking',
  key: ['tracking_id'],
  columns: { tracking_id: 'text', complaint_id: 'uuid' },
};

/** What the reporter is shown of a case's life, words sealed. A case has one partition, so offsets are its order. */
export const timelineView: View = {
  name: 'timeline',
  key: ['complaint_id', 'offset_'],
  columns: {
    complaint_id: 'uuid',
    offset_: 'bigint',
    at: 'timestamptz',
    kind: 'text',
    /** who it was: a role, and for staff the body, never a person */
    role: 'text',
    organisation: 'text',
    unit: 'text',
    words: 'text',
    detail: 'jsonb',
  },
};

export const intakeViews: readonly View[] = [trackingView, timelineView, toldView];

/** Kinds whose start and stop are part of the life of a case; policy may add others. */
export const standardKinds: ReadonlySet<string> = new Set([
  'verify_and_forward',
  'assign_unit',
  'first_follow_up',
  'resolve',
  'contribute',
  'arbitration',
  'reporter_information_window',
  'reporter_reply_window',
  'review',
]);

/** They wait for the reporter; when they end by themselves nobody has failed. */
export const windows: ReadonlySet<string> = new Set(['reporter_information_window', 'reporter_reply_window']);

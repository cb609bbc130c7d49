import { type ComplaintFact, type ComplaintFactType, type Data } from '@satupintu/events';
import { type ProvedClock } from './clock';

/** Without the revision of the clock. Earlier releases named the due time that a pause was said on. */
export const pauseKeys = ({ clockId, dueAt }: ProvedClock, from: string) => [
  `pause:${clockId}:${from}`,
  `pause:${clockId}:${from}:${dueAt ?? 'unknown'}`,
];

/** Natural keys from which ids follow, without the revision of the clock; the later ones are of earlier releases. */
const keys: { readonly [T in ComplaintFactType]?: (data: Data<T>) => string[] } = {
  ClockStarted: ({ clockId }) => [clockId],
  ClockStopped: ({ clockId }) => [`stop:${clockId}`],
  DeadlineMissed: ({ clockId, missedAt }) => [`miss:${clockId}:${missedAt}`, `miss:${clockId}`],
  CaseEscalated: ({ clockId, dueAt, level }) => [
    `step:${clockId}:${dueAt}:${level}`,
    `step:${clockId}:${level}`,
  ],
  ReminderDue: ({ clockId, remindedAt }) => [`reminder:${clockId}:${remindedAt}`, `reminder:${clockId}`],
  ReplyWindowElapsed: ({ clockId, elapsedAt }) => [`window:${clockId}:${elapsedAt}`, `window:${clockId}`],
  InformationWindowElapsed: ({ clockId, elapsedAt }) => [
    `window:${clockId}:${elapsedAt}`,
    `window:${clockId}`,
  ],
};
export const keysOf = (fact: ComplaintFact): string[] | undefined =>
  (keys[fact.type] as ((data: object) => string[]) | undefined)?.(fact.data);

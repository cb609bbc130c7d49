import { Code, Id, Instant, Maybe, Shape } from '@satupintu/events';
import { Type } from '@sinclair/typebox';

/** Words that a person writes: not empty, not only white space. */
const Text = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' });

export const Intervention = Shape({ text: Text, dueAt: Instant });
export const Examination = Shape({ ground: Code });
export const ResultReport = Shape({ text: Text });
export const CorrectiveAction = Shape({ text: Text, dueAt: Maybe(Instant) });
export const Recommendation = Shape({ text: Text });
export const Closing = Shape({ outcome: Code, text: Maybe(Text) });

/** Answer of a step: when it was taken, and the id of what it made. */
export const Taken = (made: string) =>
  Shape({ complaintId: Id, at: Instant, [made]: Id, position: Type.String() });

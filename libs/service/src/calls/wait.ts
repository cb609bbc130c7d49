import { type Case } from '@satupintu/domain';
import { REFERENCE } from '@satupintu/events';
import { type Loop } from '@satupintu/log';
import { unavailable } from '../http/problem';
import { type Reference } from '../reference/reference';
import { type Awaited } from './position';

const patience = 5_000;

/** Waits for `?after=`: until this service has applied the facts. @throws Problem 503 `not-yet-applied`; CaseParked */
export function waiter(loop: Loop<Case>, reference: Reference, patienceMs = patience) {
  return async (awaited: readonly Awaited[]): Promise<void> => {
    const there = await Promise.all(
      awaited.map(({ topic, subject, ids }) =>
        topic === REFERENCE
          ? Promise.all(ids.map((id) => reference.wait(id, patienceMs))).then((read) => read.every(Boolean))
          : loop.verdicts(subject, ids, patienceMs).then((verdicts) => verdicts !== undefined),
      ),
    );
    if (!there.every(Boolean))
      throw unavailable('not-yet-applied', 'This service has not applied the position yet.', 1);
  };
}

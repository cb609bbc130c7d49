import { v5 } from 'uuid';
import { type Actor } from './shapes';
import { type Data, type Fact, type FactType } from './vocabulary';

/** Of all ids (UUID version 5). */
export const ID_NAMESPACE = 'b7d1f0de-5a52-5d3c-9c56-7f7d5a3d1e90';

/** The id that follows from a natural key such as `offer:<complaint>:<hop>`; the same on every machine. */
export const idOf = (key: string): string => v5(key, ID_NAMESPACE);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Whether it looks like an id as this system writes them. */
export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** Makes a fact whose id follows from `key`: `fact('ReporterWithdrew', 'reply:…', complaintId, …)`. */
export function fact<T extends FactType>(
  type: T,
  key: string,
  about: { subject: string; at: string; by: Actor; cause?: string | undefined },
  data: Data<T>,
): Fact<T> {
  const { subject, at, by, cause } = about;
  const made: unknown = {
    id: idOf(`${type}:${key}`),
    type,
    subject,
    at,
    by,
    ...(cause === undefined ? {} : { cause }),
    data,
  };
  return made as Fact<T>;
}

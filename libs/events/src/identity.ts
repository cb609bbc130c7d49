import { v5 } from 'uuid';
import { type Actor } from './shapes';
import { type Data, type Fact, type FactType } from './vocabulary';

const namespace = 'b7d1f0de-5a52-5d3c-9c56-7f7d5a3d1e90';

/** The id that follows from a natural key such as `offer:<complaint>:<hop>`; the same on every machine. */
export const idOf = (key: string): string => v5(key, namespace);

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

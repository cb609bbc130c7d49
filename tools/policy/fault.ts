import { type TSchema } from '@sinclair/typebox';
import Ajv from 'ajv';

/** What is wrong in a file of `data/`, and where. */
export interface DataFault {
  readonly file: string;
  /** JSON pointer */
  readonly pointer: string;
  readonly detail: string;
}

export const faultIn =
  (file: string) =>
  (pointer: string, detail: string): DataFault => ({ file, pointer, detail });

const ajv = new Ajv({ allErrors: true, strict: false });

/** Where the data does not have the shape that its fact must have. */
export function shapeFaults(file: string, schema: TSchema, data: unknown): DataFault[] {
  if (ajv.validate(schema, data)) return [];
  return (ajv.errors ?? []).map(({ instancePath, message = 'wrong', params }) => ({
    file,
    pointer: instancePath,
    detail: 'additionalProperty' in params ? `${message}: ${String(params['additionalProperty'])}` : message,
  }));
}

/** Later places of a value that stands somewhere before. */
export function repeated<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): { index: number; key: string }[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    const known = seen.has(key);
    seen.add(key);
    return known ? [{ index, key }] : [];
  });
}

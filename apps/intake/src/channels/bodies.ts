import { Problem } from '@satupintu/service';
import { type TSchema, type Static } from '@sinclair/typebox';
import Ajv from 'ajv';

const ajv = new Ajv({ strict: false });

const unreadable = (detail: string, pointer = ''): Problem =>
  new Problem(400, 'invalid-body', detail, { errors: [{ pointer, detail }] });

/** JSON out of bytes. @throws Problem 400 */
export function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    throw new Problem(400, 'malformed-json', 'The body is not JSON.');
  }
}

/** Reads bodies of one shape. The members that a gateway sends beside it are its own affair. */
export function readerOf<S extends TSchema>(schema: S): (raw: Buffer) => Static<S> {
  const fits = ajv.compile<Static<S>>(schema);
  return (raw) => {
    const body = jsonOf(raw);
    if (fits(body)) return body;
    const [fault] = fits.errors ?? [];
    throw unreadable(fault?.message ?? 'is not valid', fault?.instancePath);
  };
}

/** An instant as we write it, out of one that somebody else wrote; undefined where it is none. */
export function instantOf(written: string | number | undefined): string | undefined {
  if (written === undefined) return undefined;
  const at = new Date(written);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

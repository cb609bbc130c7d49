import { type FastifyRequest } from 'fastify';
import { wholeOf } from '../attachments/whole';
import { ComplaintBody } from '../filing/complaint-body';
import { Problem } from '@satupintu/service';
import Ajv from 'ajv';

/** What a form sent: texts by name, and files with content. */
export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly Buffer[];
}

const mostFiles = 3;

/** Reads a form of either encoding. Empty file fields, as browsers send them, are no files. */
export async function readForm(request: FastifyRequest): Promise<Form> {
  const fields = new Map<string, string>();
  const files: Buffer[] = [];
  if (!request.isMultipart()) {
    for (const [name, value] of request.body instanceof URLSearchParams ? request.body : [])
      fields.set(name, value);
    return { fields, files };
  }
  for await (const part of request.parts()) {
    if (part.type === 'field') fields.set(part.fieldname, typeof part.value === 'string' ? part.value : '');
    else {
      const content = await wholeOf(part);
      if (content.length > 0) files.push(content);
    }
  }
  if (files.length > mostFiles) throw new Problem(400, 'too-many-files', 'Too many files.');
  return { fields, files };
}

const fits = new Ajv({ strict: false }).compile<ComplaintBody>(ComplaintBody);

/** The body of `POST /v1/complaints` that a form says. Browsers end lines with CR LF; people do not. @throws Problem 400 */
export function complaintOf({ fields }: Form, attachments: readonly string[]): ComplaintBody {
  const text = (name: string) => {
    const value = (fields.get(name) ?? '').replaceAll('\r\n', '\n');
    return value.trim() === '' ? undefined : value;
  };
  const given = (name: string, member = name) => (text(name) === undefined ? {} : { [member]: text(name) });
  const reporter = { ...given('name'), ...given('phone'), ...given('email') };
  const body: unknown = {
    channel: 'web',
    text: text('text') ?? '',
    ...given('title'),
    ...given('class'),
    ...given('occurredOn'),
    ...given('agencyHint'),
    ...(text('place') !== undefined && { place: { description: text('place') } }),
    ...(Object.keys(reporter).length > 0 && { reporter }),
    ...(fields.has('anonymous') && { anonymous: true }),
    ...(fields.has('confidential') && { confidential: true }),
    ...(attachments.length > 0 && { attachments }),
  };
  if (fits(body)) return body;
  throw new Problem(400, 'invalid-body', 'The form has faults.');
}

import { fastCall } from '@satupintu/service';
import { intakeOf } from '../intake';
import { ComplaintBody, FilingAnswer } from './complaint-body';

const description = {
  summary: 'File a complaint; safe to repeat with the same Idempotency-Key or channelMessageId',
  access: 'public',
  body: ComplaintBody,
  answer: FilingAnswer,
  status: 202,
} as const;

/** The busiest call of all: past Nest's pipeline, and many to a commit. */
export const fileCall = fastCall('POST', '/v1/complaints', description, async (request, deps) => {
  const { file } = await intakeOf(deps);
  const { body, person, idempotencyKey } = request;
  return JSON.stringify(await file.file({ body, person, idempotencyKey }));
});

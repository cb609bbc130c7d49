export { DevelopmentIssuer, type TokenWish } from './access/development-issuer';
export { type Access, type CallDescription } from './calls/call';
export { ClockShown, ClockState } from './calls/clock-shown';
export { type CallContext } from './calls/context';
export {
  Call,
  type Command,
  Commanded,
  IdempotencyKey,
  MaybeWho,
  PathId,
  ReceiptCode,
  ValidBody,
  ValidQuery,
  Who,
} from './calls/decorators';
export { type FastCall, fastCall, type FastRequest, type Method } from './calls/fast-call';
export { cursorOf, defaultLimit, invalidCursor, ListQuery, Next, pageOf, parseCursor } from './calls/list';
export {
  encodeCursor,
  type LogCursor,
  mergePartitions,
  type Placed,
  readCursor,
  seenOf,
} from './calls/log-cursor';
export { mergeOpenApi, openApiOf, type OpenApiFragment } from './calls/openapi';
export { type Awaited, parsePosition, positionOf } from './calls/position';
export { VersionsQuery, versionsPage } from './calls/versions-page';
export { type Clock, RealClock, VirtualClock } from './clock';
export { alone, type LockName } from './commands/alone';
export { appendFacts } from './commands/append';
export {
  type Answered,
  type CaseWish,
  type Decide,
  type DecideReference,
  type Keys,
  type Wish,
} from './commands/command';
export { Commands } from './commands/commands';
export { type Standstill } from './commands/conflict';
export { openAnswer, sealAnswer } from './commands/sealed-answer';
export { type Attempt, Idempotency, type RepeatKey } from './commands/idempotency';
export { Config } from './config/config';
export { checkConfig, ConfigFault, loadConfig } from './config/load';
export { generateReceiptKey, readReceiptKey, type ReceiptKey } from './config/receipt-key';
export { asProblem } from './http/as-problem';
export { makeLogger } from './http/logger';
export { type Metrics } from './http/metrics';
export {
  type Fault,
  forbidden,
  invalidQuery,
  notFound,
  Problem,
  type ProblemBody,
  unauthenticated,
  unavailable,
} from './http/problem';
export { RateLimit } from './http/rate-limit';
export {
  FILES_SCHEMA,
  passwordVariableOf,
  roleOf,
  schemaOf,
  searchPathOf,
  services,
  viewSchemaOf,
} from './names';
export { type Appointment } from './reference/appointments';
export { type Accreditation } from './reference/partners';
export { type Handover, Handovers, type Place } from './reference/handovers';
export { Reference, UnknownVersion } from './reference/reference';
export { type IpcHandler, type ServiceDefinition } from './running/definition';
export { type Letter, Mail, type MailOptions } from './mail/mail';
export { DeliveryFault, type Receipt } from './mail/receipt';
export { type Operated } from './running/operated';
export { type Deps, SERVICE_DEPS } from './running/deps';
export { migrate } from './migrations/lazy';
export { type MigrateOptions } from './migrations/run';
export { runService } from './running/run';
export { type Running, type StartOptions, startService, topics } from './running/start';
export { type SupervisorChannel } from './running/supervisor';
export { type Reach, reachOf, webhookUrlFault } from './webhooks/address-guard';
export { backoff } from './webhooks/backoff';
export {
  openLine,
  postWebhook,
  WebhookFault,
  type WebhookOptions,
  type WebhookTarget,
} from './webhooks/post';
export { newWebhookSecret, WEBHOOK_SECRET, webhookHeaders, type WebhookMessage } from './webhooks/sign';

export * from './bodies';
export * from './in-force';
export * from './ladder';
export * from './references';
export * from './reminders';
export * from './rules';
export { type Counted, reached, type Run, runsOnAt, type Stillness } from './walk';
export { dayOf, iso, localDateOf } from './wall-clock';
export { type Body, unlisted, workedOn } from './working-day';

export * from './bodies';
export * from './in-force';
export * from './ladder';
export * from './rules';
export * from './walk';
export { dayOf, iso, localDateOf } from './wall-clock';
export { type Body, unlisted, workedOn } from './working-day';

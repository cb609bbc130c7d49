export * from './data-dir';
export * from './kafka';
export * from './kafka-jars';
export * from './postgres';
export * from './testing';
export { Unreachable } from './postgres-user';

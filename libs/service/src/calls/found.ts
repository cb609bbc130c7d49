import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { CALL, type CallDescription } from './call';
import { type FastCall, type Method } from './fast-call';
import { type PlacedCall } from './openapi';

const join = (...parts: readonly string[]) =>
  `/${parts
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
const listOf = (paths: string | string[] | undefined) => (Array.isArray(paths) ? paths : [paths ?? '']);

/** Every call that controllers and fast calls declare, without starting anything. */
export function callsOf(controllers: readonly Type[], fastCalls: readonly FastCall[] = []): PlacedCall[] {
  return [...controllers.flatMap(callsOfController), ...fastCalls];
}

function callsOfController(controller: Type): PlacedCall[] {
  const prefixes = listOf(Reflect.getMetadata(PATH_METADATA, controller) as string | string[] | undefined);
  const prototype = controller.prototype as Readonly<Record<string, unknown>>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = prototype[name];
    if (name === 'constructor' || typeof method !== 'function') return [];
    const description = Reflect.getMetadata(CALL, method) as CallDescription | undefined;
    const route = Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod | undefined;
    if (route === undefined) return [];
    if (!description)
      throw new Error(`${controller.name}.${name} has an address, and no @Call that guards it`);
    const verb = RequestMethod[route] as Method;
    const paths = listOf(Reflect.getMetadata(PATH_METADATA, method) as string | string[] | undefined);
    return prefixes.flatMap((prefix) =>
      paths.map((path) => ({ method: verb, path: join(prefix, path), description })),
    );
  });
}

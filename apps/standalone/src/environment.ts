import { type DataDir, type Runtime, serviceEnv } from '@satupintu/embedded';
import { type Service } from '@satupintu/events';
import { issuerName } from './issuer';

/** Compiled code is kept here by Node versions that can: services start faster the second time. */
const compileCache = 'node_modules/.cache/satupintu-code';

/** The environment of a service's process. In production tokens come from outside: JWT_ISSUER and JWKS_URL. */
export function environmentOf(service: Service, dir: DataDir, runtime: Runtime): Record<string, string> {
  const { address = '' } = runtime;
  const issuer = {
    JWT_ISSUER: issuerName,
    JWKS_URL: `${address.replace('localhost', '127.0.0.1')}/v1/dev/jwks`,
    DEVELOPMENT_ISSUER: 'true',
  };
  return {
    ...serviceEnv(service, dir, runtime),
    ...(process.env['NODE_ENV'] === 'production' ? {} : issuer),
    PUBLIC_URL: address,
    TRUST_PROXY: 'true',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? compileCache,
  };
}

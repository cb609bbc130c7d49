import { serviceOf } from './services';

describe('the one address', () => {
  it.each([
    ['/v1/complaints/SP-1', 'intake'],
    ['/v1/jwks', 'intake'],
    ['/lapor', 'intake'],
    ['/v1/organisations', 'router'],
    ['/v1/cases/1/thread', 'casework'],
    ['/v1/sla-policies', 'sla-monitor'],
    ['/v1/openapi.json', 'oversight'],
    ['/console/x', 'oversight'],
  ])('passes %s on to %s', (path, service) => expect(serviceOf(path)).toBe(service));

  it.each([
    '/',
    '/v1',
    '/v1/',
    '/v1/dev/token',
    '/v2/complaints',
    '/complaints',
    '/v1/constructor',
    '/__proto__',
  ])('keeps %s to itself', (path) => expect(serviceOf(path)).toBeUndefined());
});

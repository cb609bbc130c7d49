import { type Service } from '@satupintu/events';

/** The services and the first path segments under `/v1` that are theirs: the same as an ingress would have. */
export const prefixes: Readonly<Record<Service, readonly string[]>> = {
  intake: ['complaints', 'attachments', 'channels', 'jwks'],
  router: ['routing', 'triage', 'arbitrations', 'organisations'],
  casework: ['dispositions', 'cases', 'feeds', 'appointments', 'partners'],
  'sla-monitor': ['clocks', 'calendars', 'sla-policies', 'notices'],
  oversight: ['oversight', 'openapi.json', 'asyncapi.json'],
};

export const serviceNames = Object.keys(prefixes) as Service[];

/** Pages for people, by first path segment. */
const pages = new Map<string, Service>([
  ['lapor', 'intake'],
  ['console', 'oversight'],
]);

const owners = new Map(
  serviceNames.flatMap((service) => prefixes[service].map((prefix) => [prefix, service] as const)),
);

/** The service that answers a path; undefined where there is none. */
export function serviceOf(path: string): Service | undefined {
  const [, first = '', second = ''] = path.split('/');
  return first === 'v1' ? owners.get(second) : pages.get(first);
}

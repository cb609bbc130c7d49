import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPLAINTS, DISPOSITIONS, PARKED, PARTITIONS, REFERENCE } from '@satupintu/events';
import { Config, loadConfig, passwordVariableOf, roleOf, services } from '@satupintu/service';
import Ajv, { type Schema } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { ComposeSchema, KustomizationSchema, manifestSchemas } from './deploy-schemas';

const root = join(__dirname, '..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const ajv = new Ajv({ allErrors: true, strict: false });
/** What is wrong with a document, in words; nothing where it is right. */
function faultsOf(schema: Schema | undefined, document: unknown): string {
  if (schema === undefined) return 'no schema for this kind';
  return ajv.validate(schema, document) ? '' : ajv.errorsText(ajv.errors);
}

interface Manifest {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: any;
  data: Record<string, string>;
}
const base = join('k8s', 'base');
const files = readdirSync(join(root, base)).filter((file) => file !== 'kustomization.yaml');
const manifests = files.flatMap((file) =>
  parseAllDocuments(text(join(base, file))).map((document) => ({
    file,
    manifest: document.toJS() as Manifest,
  })),
);
const one = (kind: string, name: string) => {
  const found = manifests.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name);
  if (!found) throw new Error(`${kind} ${name} is missing`);
  return found.manifest;
};

/** `databaseUrl` → `DATABASE_URL`; every variable that a service reads. */
const optional = ['masterKey', 'masterKeyFile', 'receiptKeyFile', 'jwtAudience'];
const variables = new Set(
  [...Object.keys(new Config()), ...optional].map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
  ),
);
/** The contract: each first path segment belongs to one service. */
const prefixes = {
  intake: ['/lapor', '/v1/complaints', '/v1/attachments', '/v1/channels', '/v1/jwks'],
  router: ['/v1/routing', '/v1/triage', '/v1/arbitrations', '/v1/organisations'],
  casework: ['/v1/dispositions', '/v1/cases', '/v1/feeds', '/v1/appointments', '/v1/partners'],
  'sla-monitor': ['/v1/clocks', '/v1/calendars', '/v1/sla-policies', '/v1/notices'],
  oversight: ['/v1/oversight', '/v1/openapi.json', '/v1/asyncapi.json', '/console'],
};
const role = (service: string) => `dist/apps/${service}/src/main.js`;

describe('the manifests', () => {
  it.each(
    manifests.map(({ file, manifest }) => [file, manifest.kind, manifest.metadata.name, manifest] as const),
  )('%s: %s %s is well-formed', (_, kind, __, manifest) =>
    expect(faultsOf(manifestSchemas[kind], manifest)).toBe(''),
  );

  it('are all named by the kustomization, and the overlay patches what is there', () => {
    const kustomization = parse(text(join(base, 'kustomization.yaml')));
    expect(faultsOf(KustomizationSchema, kustomization)).toBe('');
    expect([...kustomization.resources].sort()).toEqual([...files].sort());
    const overlay = parse(text('k8s/overlays/production/kustomization.yaml'));
    expect(faultsOf(KustomizationSchema, overlay)).toBe('');
    for (const { path } of overlay.patches) {
      const { kind, metadata } = parse(text(join('k8s/overlays/production', path))) as Manifest;
      expect(one(kind, metadata.name)).toBeDefined();
    }
  });

  it('refuse what is misspelt', () => {
    const deployment = structuredClone(one('Deployment', 'router'));
    deployment.spec.template.spec.containers[0].readynessProbe = {};
    expect(faultsOf(manifestSchemas['Deployment'], deployment)).toContain('additional properties');
  });
});

describe.each(services)('%s on Kubernetes', (service) => {
  const container = one('Deployment', service).spec.template.spec.containers[0];

  it('runs its role on the port that is probed, served and let in', () => {
    expect(container.args).toEqual(['node', role(service)]);
    const [{ containerPort }] = container.ports;
    expect(String(containerPort)).toBe(one('ConfigMap', 'satupintu').data['PORT']);
    expect(one('Service', service).spec.ports[0].port).toBe(containerPort);
    expect(one('NetworkPolicy', 'services-in').spec.ingress[0].ports[0].port).toBe(containerPort);
    expect([container.livenessProbe, container.readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      '/health/live',
      '/health/ready',
    ]);
  });

  it('is told only what the configuration knows, and all that it needs', () => {
    const told: Record<string, string> = { ...one('ConfigMap', 'satupintu').data };
    for (const { name, value } of container.env) told[name] = value ?? 'postgres://secret@database/satupintu';
    expect(Object.keys(told).filter((name) => !variables.has(name))).toEqual([]);
    expect(loadConfig(told)).toMatchObject({ nodeEnv: 'production', log: 'kafka', port: 3000 });
  });

  it('mounts every volume that it has, and has a disruption budget', () => {
    const { volumes } = one('Deployment', service).spec.template.spec;
    const names = (list: { name: string }[]) => list.map(({ name }) => name).sort();
    expect(names(container.volumeMounts)).toEqual(names(volumes));
    expect(one('PodDisruptionBudget', service).spec.selector.matchLabels).toEqual(
      one('Deployment', service).spec.selector.matchLabels,
    );
  });
});

describe('the way in', () => {
  it('is the contract’s: each prefix leads to its service, on Kubernetes', () => {
    const [{ http }] = one('Ingress', 'satupintu').spec.rules;
    const routed: [string, string][] = http.paths.map(({ path, backend }: any) => [
      path,
      backend.service.name,
    ]);
    const wanted = Object.entries(prefixes).flatMap(([service, paths]) =>
      paths.map((path) => [path, service]),
    );
    expect(routed.sort()).toEqual(wanted.sort());
  });

  it('is the same in front of the compose file', () => {
    const rules = [...text('deploy/front.conf').matchAll(/^\s*~(\S+)\s+(\S+);$/gm)];
    const serviceOf = (path: string) => rules.find(([, pattern]) => new RegExp(pattern!).test(path))?.[2];
    for (const [service, paths] of Object.entries(prefixes)) {
      for (const path of paths)
        expect([path, serviceOf(path), serviceOf(`${path}/x`)]).toEqual([path, service, service]);
    }
    expect([serviceOf('/v1/dev/token'), serviceOf('/v1/complaintsx'), serviceOf('/')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('writes nowhere who asked for which number', () => {
    expect(text('deploy/front.conf')).toMatch(/^ {2}access_log off;$/m);
    const { annotations } = one('Ingress', 'satupintu').metadata;
    expect(annotations?.['nginx.ingress.kubernetes.io/enable-access-log']).toBe('false');
  });

  it('is the same in front of `npm start`', () => {
    const { serviceOf } = jest.requireActual<{ serviceOf: (path: string) => string | undefined }>(
      join(root, 'apps/standalone/src/services'),
    );
    const routed = Object.values(prefixes)
      .flat()
      .map((path) => [path, serviceOf(path)]);
    expect(routed).toEqual(
      Object.entries(prefixes).flatMap(([service, paths]) => paths.map((path) => [path, service])),
    );
  });

  it('leads every described call to some service', () => {
    const paths = Object.keys(JSON.parse(text('docs/openapi.json')).paths as object);
    const all = Object.values(prefixes).flat();
    expect(
      paths.filter((path) => !all.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))),
    ).toEqual([]);
  });
});

describe('what is prepared before a release', () => {
  it('makes the topics that the code names, with as many partitions, in three copies', () => {
    const script = one('ConfigMap', 'topics').data['topics.sh']!;
    const made = [...script.matchAll(/^create (\S+) (\d+)$/gm)].map(([, topic, partitions]) => [
      topic,
      Number(partitions),
    ]);
    expect(made).toEqual([
      [COMPLAINTS, PARTITIONS],
      [REFERENCE, 1],
      [DISPOSITIONS, PARTITIONS],
      [PARKED, 1],
    ]);
    expect(script).toContain('--replication-factor 3');
    expect(script).toContain('min.insync.replicas=2');
    expect(script).toContain('retention.ms=-1');
    expect(one('ConfigMap', 'satupintu').data['KAFKA_REPLICATION']).toBe('3');
  });

  it('gives migrations the password of every role', () => {
    const { env } = one('Job', 'migrate').spec.template.spec.containers[0];
    expect(env.map(({ name }: { name: string }) => name)).toEqual([
      'DATABASE_URL',
      ...services.map(passwordVariableOf),
    ]);
  });
});

describe('the compose file', () => {
  const compose = parse(text('docker-compose.yml'), { merge: true });
  /** `${NAME:?why}` and `${NAME:-default}` as a shell would see them, with something in every variable. */
  const filled = (value: string) =>
    value.replace(/\$\{(\w+)(?:[:?-]+([^}]*))?\}/g, (_, name) =>
      name.endsWith('URL') ? 'http://issuer/jwks' : 'info',
    );

  it('is well-formed', () => {
    expect(faultsOf(ComposeSchema, compose)).toBe('');
    expect(Object.keys(compose.services).sort()).toEqual(
      [...services, 'front', 'kafka', 'keys', 'migrate', 'postgres'].sort(),
    );
  });

  it.each(services)('tells %s what the configuration knows, and all that it needs', (service) => {
    const { command, environment } = compose.services[service];
    expect(command).toEqual(['node', role(service)]);
    expect(Object.keys(environment).filter((name) => !variables.has(name))).toEqual([]);
    expect(environment.DATABASE_URL).toContain(`//${roleOf(service)}:`);
    const told = Object.fromEntries(
      Object.entries<string>(environment).map(([name, value]) => [name, filled(value)]),
    );
    expect(loadConfig(told)).toMatchObject({ port: 3000, log: 'kafka', kafkaBrokers: ['kafka:9092'] });
  });

  it('mounts only volumes that it declares', () => {
    const mounted = Object.values<any>(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((volume: string) => volume.split(':')[0]),
    );
    const named = mounted.filter((source: string) => !source.startsWith('.'));
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});

describe('the image', () => {
  const dockerfile = text('Dockerfile');

  it('copies only what the context lets through', () => {
    const let_through = text('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) =>
      sources!.split(' '),
    );
    expect(copied.filter((source) => !let_through.includes(source))).toEqual([]);
  });

  it('runs as nobody in particular, on the port of the manifests', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^EXPOSE 3000$/m);
  });
});

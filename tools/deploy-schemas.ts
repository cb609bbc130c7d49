import { type TSchema, Type } from '@sinclair/typebox';

/** What the manifests may hold: only what is used here, so that a misspelt member is a fault. */
const Exactly = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const Maybe = <T extends TSchema>(schema: T) => Type.Optional(schema);
const Text = Type.String({ minLength: 1 });
const Name = Type.String({ pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$' });
const Port = Type.Integer({ minimum: 1, maximum: 65535 });
const Texts = Type.Record(Type.String(), Type.String());
const Cpu = Type.String({ pattern: '^\\d+m?$' });
const Memory = Type.String({ pattern: '^\\d+(Mi|Gi)$' });

const Meta = Exactly({ name: Name, labels: Maybe(Texts), annotations: Maybe(Texts) });
const Selector = Exactly({ matchLabels: Texts });
const manifest = (apiVersion: string, kind: string, rest: Record<string, TSchema>) =>
  Exactly({ apiVersion: Type.Literal(apiVersion), kind: Type.Literal(kind), metadata: Meta, ...rest });

const HttpProbe = Exactly({
  httpGet: Exactly({ path: Text, port: Type.Literal('http') }),
  periodSeconds: Type.Integer({ minimum: 1 }),
  timeoutSeconds: Maybe(Type.Integer({ minimum: 1 })),
  failureThreshold: Maybe(Type.Integer({ minimum: 1 })),
});
const KeyRef = Exactly({ name: Name, key: Text });
const Variable = Type.Union([
  Exactly({ name: Type.String({ pattern: '^[A-Z][A-Z_]*$' }), value: Text }),
  Exactly({
    name: Type.String({ pattern: '^[A-Z][A-Z_]*$' }),
    valueFrom: Type.Union([Exactly({ secretKeyRef: KeyRef }), Exactly({ configMapKeyRef: KeyRef })]),
  }),
]);
const Resources = Exactly({
  requests: Exactly({ cpu: Cpu, memory: Memory }),
  limits: Exactly({ memory: Memory }),
});
const ContainerSecurity = Exactly({
  allowPrivilegeEscalation: Type.Literal(false),
  readOnlyRootFilesystem: Maybe(Type.Literal(true)),
  capabilities: Exactly({ drop: Type.Tuple([Type.Literal('ALL')]) }),
});
const PodSecurity = Exactly({
  runAsNonRoot: Type.Literal(true),
  runAsUser: Type.Integer({ minimum: 1 }),
  fsGroup: Maybe(Type.Integer({ minimum: 1 })),
  seccompProfile: Exactly({ type: Type.Literal('RuntimeDefault') }),
});
const Mount = Exactly({ name: Name, mountPath: Text, readOnly: Maybe(Type.Boolean()) });
const Volume = Exactly({
  name: Name,
  secret: Maybe(Exactly({ secretName: Name, items: Type.Array(Exactly({ key: Text, path: Text })) })),
  configMap: Maybe(Exactly({ name: Name })),
  emptyDir: Maybe(Exactly({})),
});

const ServiceContainer = Exactly({
  name: Type.Literal('service'),
  image: Text,
  args: Type.Array(Text),
  ports: Type.Array(Exactly({ name: Type.Literal('http'), containerPort: Port })),
  envFrom: Type.Array(Exactly({ configMapRef: Exactly({ name: Name }) })),
  env: Type.Array(Variable),
  startupProbe: HttpProbe,
  livenessProbe: HttpProbe,
  readinessProbe: HttpProbe,
  lifecycle: Exactly({ preStop: Exactly({ exec: Exactly({ command: Type.Array(Text) }) }) }),
  resources: Resources,
  securityContext: ContainerSecurity,
  volumeMounts: Type.Array(Mount),
});
const JobContainer = Exactly({
  name: Name,
  image: Text,
  args: Maybe(Type.Array(Text)),
  command: Maybe(Type.Array(Text)),
  env: Type.Array(Variable),
  resources: Resources,
  securityContext: ContainerSecurity,
  volumeMounts: Maybe(Type.Array(Mount)),
});

const Deployment = manifest('apps/v1', 'Deployment', {
  spec: Exactly({
    replicas: Type.Integer({ minimum: 2 }),
    minReadySeconds: Type.Integer({ minimum: 1 }),
    strategy: Exactly({
      type: Type.Literal('RollingUpdate'),
      rollingUpdate: Exactly({ maxUnavailable: Type.Literal(0), maxSurge: Type.Integer({ minimum: 1 }) }),
    }),
    selector: Selector,
    template: Exactly({
      metadata: Exactly({ labels: Texts, annotations: Texts }),
      spec: Exactly({
        automountServiceAccountToken: Type.Literal(false),
        terminationGracePeriodSeconds: Type.Integer({ minimum: 10 }),
        securityContext: PodSecurity,
        topologySpreadConstraints: Type.Array(
          Exactly({
            maxSkew: Type.Integer(),
            topologyKey: Text,
            whenUnsatisfiable: Type.Literal('ScheduleAnyway'),
            labelSelector: Selector,
          }),
        ),
        containers: Type.Tuple([ServiceContainer]),
        volumes: Type.Array(Volume),
      }),
    }),
  }),
});

const Job = manifest('batch/v1', 'Job', {
  spec: Exactly({
    backoffLimit: Type.Integer(),
    activeDeadlineSeconds: Type.Integer(),
    template: Exactly({
      metadata: Exactly({ labels: Texts }),
      spec: Exactly({
        restartPolicy: Type.Literal('OnFailure'),
        automountServiceAccountToken: Type.Literal(false),
        securityContext: PodSecurity,
        containers: Type.Tuple([JobContainer]),
        volumes: Maybe(Type.Array(Volume)),
      }),
    }),
  }),
});

const Backend = Exactly({ service: Exactly({ name: Name, port: Exactly({ name: Type.Literal('http') }) }) });
const Ingress = manifest('networking.k8s.io/v1', 'Ingress', {
  spec: Exactly({
    ingressClassName: Text,
    rules: Type.Array(
      Exactly({
        host: Maybe(Text),
        http: Exactly({
          paths: Type.Array(
            Exactly({
              path: Type.String({ pattern: '^/' }),
              pathType: Type.Literal('Prefix'),
              backend: Backend,
            }),
          ),
        }),
      }),
    ),
  }),
});

const Peer = Exactly({ namespaceSelector: Maybe(Selector), podSelector: Maybe(Selector) });
const PortRule = Exactly({ protocol: Type.Union([Type.Literal('TCP'), Type.Literal('UDP')]), port: Port });
const NetworkPolicy = manifest('networking.k8s.io/v1', 'NetworkPolicy', {
  spec: Exactly({
    podSelector: Exactly({ matchLabels: Maybe(Texts) }),
    policyTypes: Type.Array(Type.Union([Type.Literal('Ingress'), Type.Literal('Egress')])),
    ingress: Maybe(Type.Array(Exactly({ from: Type.Array(Peer), ports: Type.Array(PortRule) }))),
    egress: Maybe(Type.Array(Exactly({ to: Maybe(Type.Array(Peer)), ports: Type.Array(PortRule) }))),
  }),
});

const Service = manifest('v1', 'Service', {
  spec: Exactly({
    selector: Texts,
    ports: Type.Array(Exactly({ name: Type.Literal('http'), port: Port, targetPort: Type.Literal('http') })),
  }),
});
const PodDisruptionBudget = manifest('policy/v1', 'PodDisruptionBudget', {
  spec: Exactly({ maxUnavailable: Type.Integer({ minimum: 1 }), selector: Selector }),
});
const ConfigMap = manifest('v1', 'ConfigMap', { data: Texts });

/** Schemas of the manifests in `k8s/base`, by kind. */
export const manifestSchemas: Readonly<Record<string, TSchema>> = {
  ConfigMap,
  Deployment,
  Ingress,
  Job,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
};

export const KustomizationSchema = Exactly({
  apiVersion: Type.Literal('kustomize.config.k8s.io/v1beta1'),
  kind: Type.Literal('Kustomization'),
  namespace: Maybe(Name),
  resources: Type.Array(Text),
  images: Maybe(Type.Array(Exactly({ name: Text, newName: Text, newTag: Text }))),
  patches: Maybe(Type.Array(Exactly({ path: Text }))),
});

const Healthcheck = Exactly({
  test: Type.Array(Text),
  interval: Text,
  timeout: Maybe(Text),
  retries: Maybe(Type.Integer()),
  start_period: Maybe(Text),
});
const DependsOn = Type.Union([
  Type.Array(Name),
  Type.Record(
    Type.String(),
    Exactly({
      condition: Type.Union([
        Type.Literal('service_healthy'),
        Type.Literal('service_completed_successfully'),
      ]),
    }),
  ),
]);

/** The compose file, its anchors resolved. */
export const ComposeSchema = Type.Object(
  {
    name: Name,
    services: Type.Record(
      Type.String(),
      Exactly({
        image: Text,
        build: Maybe(Type.Literal('.')),
        restart: Maybe(Type.Literal('unless-stopped')),
        command: Maybe(Type.Array(Text)),
        depends_on: Maybe(DependsOn),
        environment: Maybe(Texts),
        volumes: Maybe(Type.Array(Text)),
        ports: Maybe(Type.Array(Text)),
        healthcheck: Maybe(Healthcheck),
      }),
    ),
    volumes: Type.Record(Type.String(), Type.Null()),
  },
  { additionalProperties: false, patternProperties: { '^x-': Type.Unknown() } },
);

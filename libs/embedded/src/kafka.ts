import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { commandOf, end, freePort, isRunning, signalTo, until } from './child';
import { kafkaJars } from './kafka-jars';

export interface KafkaOptions {
  /** made if it is not there; topics last in it */
  readonly dataDir: string;
  /** a free one unless given */
  readonly port?: number;
}

export interface RunningKafka {
  /** `127.0.0.1:<port>` */
  readonly brokers: string;
  readonly pid: number;
  readonly port: number;
  /** resolves when the broker has ended, whoever ended it */
  readonly exited: Promise<void>;
  /** Ends the broker, cleanly. */
  stop(): Promise<void>;
  /** SIGKILL, for tests of bad days. */
  kill(): Promise<void>;
}

/** The cluster has one node and is nobody else's, so its id may as well be the same everywhere. */
const CLUSTER = 'c2F0dXBpbnR1LWthZmthLQ';
const START = 60_000;

/** A small heap, few threads, and the quick half of the compiler: a broker for one machine's worth of complaints. */
const JVM = [
  '-Xms96m',
  '-Xmx288m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:MaxMetaspaceSize=112m',
  '-XX:ReservedCodeCacheSize=48m',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
];

/**
 * Starts a real Kafka (KRaft, broker and controller in one) as a child process, on 127.0.0.1. A broker that an earlier
 * run has left behind on the same folder is ended first. The caller sees to it that nobody else uses the folder.
 */
export async function startKafka(options: KafkaOptions): Promise<RunningKafka> {
  const dataDir = resolve(options.dataDir);
  const jars = kafkaJars();
  mkdirSync(dataDir, { recursive: true });
  await clearLeftOver(dataDir);
  const port = options.port ?? (await freePort());
  const properties = join(dataDir, 'server.properties');
  writeFileSync(properties, propertiesOf(dataDir, port, await freePort()));
  format(jars, dataDir, properties);

  const broker = run(['-cp', `${jars}/*`, ...JVM, 'kafka.Kafka', properties], dataDir);
  const listening = await until(() => !isRunning(broker.pid) || accepts(port), START);
  if (!listening || !isRunning(broker.pid)) {
    await broker.kill();
    throw new Error(`Kafka did not start on ${dataDir}: ${logOf(dataDir)}`);
  }
  return { brokers: `127.0.0.1:${port}`, port, ...broker };
}

function propertiesOf(dataDir: string, port: number, controllerPort: number): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(dataDir, 'logs'),
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'log.retention.ms': -1,
    'log.cleaner.dedupe.buffer.size': 2 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 3,
    'background.threads': 2,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function format(jars: string, dataDir: string, properties: string): void {
  if (existsSync(join(dataDir, 'logs', 'meta.properties'))) return;
  const args = [
    '-cp',
    `${jars}/*`,
    ...JVM,
    'kafka.tools.StorageTool',
    'format',
    '--ignore-formatted',
    '-t',
    CLUSTER,
    '-c',
    properties,
  ];
  const { status, stdout, stderr } = spawnSync('java', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Kafka could not format ${dataDir}: ${stdout}${stderr}`);
}

const logFile = (dataDir: string) => join(dataDir, 'server.log');
const pidFile = (dataDir: string) => join(dataDir, 'broker.pid');

function logOf(dataDir: string): string {
  return existsSync(logFile(dataDir))
    ? readFileSync(logFile(dataDir), 'utf8').slice(-2_000)
    : 'it said nothing';
}

/** Detached, so that Ctrl-C reaches the supervisor alone, which ends the broker after those who use it. */
function run(args: readonly string[], dataDir: string) {
  const log = openSync(logFile(dataDir), 'w');
  const child = spawn('java', args, { cwd: dataDir, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error('java could not be started');
  writeFileSync(pidFile(dataDir), String(pid));
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  const stop = () => endBroker(pid).then(() => exited);
  const kill = () => {
    signalTo(pid, 'SIGKILL');
    return exited;
  };
  return { pid, exited, stop, kill };
}

const endBroker = (pid: number): Promise<void> =>
  end(pid, [
    ['SIGTERM', 15_000],
    ['SIGKILL', 5_000],
  ]);

async function clearLeftOver(dataDir: string): Promise<void> {
  if (!existsSync(pidFile(dataDir))) return;
  const pid = Number(readFileSync(pidFile(dataDir), 'utf8'));
  if (isRunning(pid) && commandOf(pid).includes(dataDir)) await endBroker(pid);
  rmSync(pidFile(dataDir), { force: true });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}

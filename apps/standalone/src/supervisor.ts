import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  dataDir,
  type DataDir,
  lockDataDir,
  removeRuntime,
  type Runtime,
  writeRuntime,
} from '@satupintu/embedded';
import { Development } from './development';
import { environmentOf } from './environment';
import { Fleet } from './fleet';
import { Front } from './front';
import { Health } from './health';
import { Installation } from './installation';
import { Issuer } from './issuer';
import { endLeftOver } from './left-over';
import { runOnce } from './one-off';
import { type Options } from './options';
import { Parts } from './parts';
import { freePorts } from './ports';
import { ServiceProcess } from './process';
import { Proxy } from './proxy';
import { fileSamples, isUntouched } from './samples';
import { say } from './say';
import { serviceNames } from './services';
import { VirtualTime } from './virtual-time';

const pause = 100;

/** It was told to stop before everything had started. */
class Stopped extends Error {}

/** Everything on one machine: database, log, services and one address, kept running until it is told to stop. */
export class Supervisor {
  private readonly dir: DataDir;
  /** what has been started, in order; undone from the end */
  private readonly undo: (() => Promise<void> | void)[] = [];
  private parts: Parts | undefined;
  private fleet = new Fleet([]);
  private time: VirtualTime | undefined;
  private address = '';
  private stopping = false;
  private starting: Promise<string> | undefined;

  constructor(
    private readonly root: string,
    private readonly options: Options,
  ) {
    this.dir = dataDir(options.data);
  }

  /** Resolves with the address once everything can be used. */
  start(): Promise<string> {
    this.starting ??= this.startAll();
    return this.starting;
  }

  /** Stops everything in order: no new requests, services, then what they stand on. */
  async stop(): Promise<void> {
    this.stopping = true;
    // Database and broker do not keep this process alive; with nothing else left it would end before they have.
    const alive = setInterval(() => undefined, 60_000);
    await this.starting?.catch(() => undefined);
    for (const undo of this.undo.splice(0).reverse()) await undo();
    clearInterval(alive);
  }

  private async startAll(): Promise<string> {
    const { dir, root, options } = this;
    const installation = this.takeFolder();
    await endLeftOver(dir);
    await this.makeKeys();
    const parts = await Parts.start(dir, options.kafka, () => this.note());
    this.parts = parts;
    this.undo.push(() => parts.stop());
    const health = await this.open(installation);
    const password = readFileSync(dir.databasePassword, 'utf8').trim();
    const { databaseUrl } = parts.reach;
    await runOnce(root, 'dist/libs/service/src/migrate.js', [], {
      DATABASE_URL: databaseUrl,
      SERVICE_DB_PASSWORD: password,
    });
    const untouched = await isUntouched(databaseUrl);
    this.check();
    this.fleet.start();
    this.undo.push(() => this.fleet.stop());
    await this.until(async () => Object.values(await health.ready()).every(Boolean));
    await this.fileSamples(installation, untouched);
    health.opened = true;
    return this.address;
  }

  private takeFolder(): Installation {
    const { dir, options } = this;
    mkdirSync(dir.root, { recursive: true });
    const lock = lockDataDir(dir);
    this.undo.push(() => lock.release());
    this.undo.push(() => removeRuntime(dir));
    return Installation.open(dir, {
      log: options.kafka === false ? 'postgres' : 'kafka',
      clock: options.clock,
    });
  }

  private async makeKeys(): Promise<void> {
    const { dir, root } = this;
    const paths = [dir.masterKey, dir.receiptKey, dir.issuerKey, dir.databasePassword];
    if (paths.every((path) => existsSync(path))) return;
    await runOnce(root, 'dist/apps/standalone/src/make-keys.js', [dir.root]);
  }

  /** Opens the one address, and plans the processes behind it. */
  private async open(installation: Installation): Promise<Health> {
    const { dir, root, options } = this;
    const plans = serviceNames.flatMap((service) =>
      Array.from({ length: options.processes }, (_, n) => ({
        service,
        name: n === 0 ? service : `${service}.${n + 1}`,
      })),
    );
    const ports = await freePorts(plans.length);
    const environment = (service: (typeof plans)[number]['service']) =>
      environmentOf(service, dir, this.runtime());
    this.fleet = new Fleet(
      plans.map(({ service, name }, n) => {
        const port = ports[n] ?? 0;
        return new ServiceProcess({
          service,
          name,
          root,
          port,
          environment: () => environment(service),
          changed: () => this.note(),
        });
      }),
    );
    const time = new VirtualTime(this.fleet, installation.clock, (now) => installation.keep({ clock: now }));
    this.time = time;
    const health = new Health(this.fleet);
    const production = process.env['NODE_ENV'] === 'production';
    const development = production
      ? undefined
      : new Development({ issuer: new Issuer(dir.issuerKey), time, fleet: this.fleet });
    const front = new Front({ proxy: new Proxy(this.fleet), health, development });
    this.address = `http://localhost:${await front.listen(options.port)}`;
    this.undo.push(() => front.close());
    return health;
  }

  /** Also when an earlier start died while it filed them: their keys make that harmless. */
  private async fileSamples(installation: Installation, untouched: boolean): Promise<void> {
    const wanted = !this.options.empty && (untouched || installation.samples === 'filing');
    if (!wanted || process.env['NODE_ENV'] === 'production') return;
    installation.keep({ samples: 'filing' });
    const count = await fileSamples(
      join(this.root, 'data', 'samples'),
      this.address,
      new Issuer(this.dir.issuerKey),
    );
    installation.keep({ samples: 'filed' });
    say(`Filed ${count} sample complaints (none with --empty).`);
  }

  private runtime(): Runtime {
    if (!this.parts) throw new Error('nothing runs yet');
    const services = this.fleet.processes.flatMap(({ plan, pid }) =>
      pid === undefined ? [] : [[plan.name, pid] as const],
    );
    const clock = this.time?.now;
    return {
      ...this.parts.reach,
      address: this.address,
      addresses: Object.fromEntries(this.fleet.processes.map(({ plan, address }) => [plan.name, address])),
      ...(clock !== undefined && { clock }),
      processes: { supervisor: process.pid, ...this.parts.processes, ...Object.fromEntries(services) },
    };
  }

  private note(): void {
    if (this.address !== '' && !this.stopping) writeRuntime(this.dir, this.runtime());
  }

  private check(): void {
    if (this.stopping) throw new Stopped('stopped while it was starting');
  }

  private async until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      this.check();
      await delay(pause);
    }
  }
}

import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Service } from '@satupintu/events';
import { type Difference } from '@satupintu/proof';
import { passwordVariableOf, services } from '@satupintu/service';
import { envMasterKey } from '@satupintu/vault';
import { Argument, Command } from 'commander';
import { repeatErasures } from './erasures';
import { exportLines } from './export';
import { importLines } from './import';
import { chooseLog, type Installation, openInstallation } from './installation';
import { addKey, createKeys, rewrapKeys } from './keys';
import { lifeOf, recordsOf } from './life';
import { parseLines } from './lines';
import { differenceTexts, proveClocks } from './prove-clocks';
import { type Commanded, commandService, migrate } from './service-command';
import { type WhatIf, whatIfArgs, whatIfTexts } from './what-if';

/** Where reports go; they are JSON, alone on stdout. */
export interface Output {
  write(text: string): void;
}
/** @returns whether all is well */
type Work = (installation: Installation) => Promise<boolean>;

const service = () => new Argument('<service>').choices([...services]);

/** `npm run replay -- …`: what an operator may ask, of a running system or of one that is stopped. */
export function program(output: Output, failed: () => void): Command {
  const print = (report: unknown) => output.write(`${JSON.stringify(report, undefined, 2)}\n`);
  const replay = new Command('replay')
    .description('Looks into the log, makes views anew, and moves an installation.')
    .option(
      '--data <folder>',
      'of the installation; without it and with DATABASE_URL, the services’ own configuration',
    );
  const on = async (work: Work): Promise<void> => {
    const installation = await openInstallation(replay.opts<{ data?: string }>().data);
    try {
      if (!(await work(installation))) failed();
    } finally {
      await installation.close();
    }
  };

  replay
    .command('show <id>')
    .description(
      'the life of a complaint (trackingId or complaintId), fact by fact, and the state it comes to',
    )
    .option('--at <instant>', 'only what had been said by then')
    .action((id: string, { at }: { at?: string }) =>
      on(async ({ log }) => {
        const found = await recordsOf(log, id);
        print(
          found
            ? lifeOf(found.complaintId, found.records, at)
            : { problem: `nothing on the log is named ${id}` },
        );
        return found !== undefined;
      }),
    );

  replay
    .command('rebuild')
    .description('makes the views of a service anew beside the live ones, then swaps')
    .addArgument(service())
    .option('--view <name>', 'only this one')
    .action((name: Service, { view }: { view?: string }) =>
      on(async (installation) => {
        const args = ['rebuild', ...(view === undefined ? [] : ['--view', view])];
        const { report, well } = await commandService(name, args, installation.envOf(name));
        print(report);
        return well;
      }),
    );

  replay
    .command('verify')
    .description('makes all views anew aside and compares; fails on any difference and on parked facts')
    .action(() =>
      on(async (installation) => {
        const said = await everyService(installation, ['verify']);
        print(said.map(({ report }) => report));
        return said.every(({ well }) => well);
      }),
    );

  proveCommand(replay, on, output);
  whatIfCommand(replay, on, output);
  parkedCommands(replay, on, print);
  movingCommands(replay, on, print, output);
  keyCommands(replay, on, print);
  return replay;
}

/** All of them at once: most of the time of a small log goes into the start of five processes. */
function everyService(installation: Installation, args: readonly string[]): Promise<Commanded[]> {
  return Promise.all(services.map((name) => commandService(name, args, installation.envOf(name))));
}

type On = (work: Work) => Promise<void>;
type Print = (report: unknown) => void;

function proveCommand(replay: Command, on: On, output: Output): void {
  replay
    .command('prove-clocks [complaint]')
    .description(
      'recomputes every clock on the log (or those of a trackingId or complaintId) with an implementation of its own; fails on any difference',
    )
    .option(
      '--allow <seconds>',
      'what became due so shortly before the newest fact may still be on its way',
      '60',
    )
    .action((only: string | undefined, { allow }: { allow: string }) =>
      on(async ({ log }) => {
        const differs = (difference: Difference) =>
          output.write(`${differenceTexts(difference).join('\n')}\n`);
        const proof = await proveClocks(log, { only, allowance: Number(allow) * 1000, differs });
        output.write(`${JSON.stringify(proof)}\n`);
        return proof.differences === 0 && (only === undefined || proof.facts > 0);
      }),
    );
}

function whatIfCommand(replay: Command, on: On, output: Output): void {
  replay
    .command('what-if')
    .description(
      'decides past cases again under another policy, model or directory, and says which would move; writes nothing',
    )
    .option('--policy <file>', 'a routing policy; without it, the one in effect')
    .option('--model <file or version>', 'a learned model, or `none`; without it, the one in use')
    .option('--directory <file>', 'a directory; without it, the one in effect')
    .option('--from <day or instant>', 'cases filed from then on; a day begins at midnight in Jakarta')
    .option('--to <day or instant>', 'and before then')
    .option('--list', 'with the ids of all cases that would move', false)
    .option('--json', 'nothing but JSON', false)
    .action((options: WhatIf & { json: boolean }) =>
      on(async (installation) => {
        const { report, well } = await commandService(
          'router',
          whatIfArgs(options),
          installation.envOf('router'),
        );
        for (const text of whatIfTexts(report, options.json)) output.write(`${text}\n`);
        return well;
      }),
    );
}

function parkedCommands(replay: Command, on: On, print: Print): void {
  const parked = replay.command('parked').description('facts that a service could not handle');
  parked
    .command('list')
    .description('of every service')
    .action(() =>
      on(async (installation) => {
        const said = await everyService(installation, ['parked', 'list']);
        print(
          said.flatMap(({ service: name, report }) =>
            (report as object[]).map((row) => ({ service: name, ...row })),
          ),
        );
        return said.every(({ well }) => well);
      }),
    );
  const abouts = {
    show: 'all that is known',
    retry: 'handle it again, and what waits behind it',
    drop: 'give it up',
  };
  for (const [command, about] of Object.entries(abouts)) {
    parked
      .command(command)
      .description(about)
      .addArgument(service())
      .argument('<id>')
      .action((name: Service, id: string) =>
        on(async (installation) => {
          const { report, well } = await commandService(
            name,
            ['parked', command, id],
            installation.envOf(name),
          );
          print(report);
          return well;
        }),
      );
  }
}

function movingCommands(replay: Command, on: On, print: Print, output: Output): void {
  replay
    .command('export')
    .description('facts and kept tables as JSON lines')
    .option('--out <file>', 'instead of stdout')
    .option('--with-keys', 'with the wrapped keys of the vault (never the master key)', false)
    .action(({ out, withKeys }: { out?: string; withKeys: boolean }) =>
      on(async ({ log, owner }) => {
        const file = out === undefined ? undefined : createWriteStream(out, { mode: 0o600 });
        for await (const line of exportLines({ log, owner, withKeys })) {
          await write(file ?? output, `${JSON.stringify(line)}\n`);
        }
        if (file) await finished(file.end());
        return true;
      }),
    );

  replay
    .command('import <file>')
    .description(
      'fills an empty installation from an export, then makes its views; copy the folder `keys` first',
    )
    .option('--kafka', 'in a new data folder: the log on Kafka', false)
    .action((file: string, { kafka }: { kafka: boolean }) => {
      const { data } = replay.opts<{ data?: string }>();
      if (data !== undefined) chooseLog(data, kafka ? 'kafka' : 'postgres');
      return on(async (installation) => {
        await migrate({ ...process.env, DATABASE_URL: installation.ownerUrl, ...passwordsOf(installation) });
        const imported = await importLines(parseLines(textsOf(file)), installation);
        const said = await everyService(installation, ['rebuild']);
        print({ ...imported, rebuilt: said.map(({ service: name, report }) => ({ service: name, report })) });
        return said.every(({ well }) => well);
      });
    });
}

/** Opened when it is read: lines that nobody waits for would be lost. */
async function* textsOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file), crlfDelay: Infinity });
}

/** Roles get the passwords that their own URLs carry. */
const passwordsOf = ({ envOf }: Installation): Record<string, string> =>
  Object.fromEntries(
    services.map((name) => [
      passwordVariableOf(name),
      decodeURIComponent(new URL(envOf(name)['DATABASE_URL'] ?? '').password),
    ]),
  );

/** Waits where the file is slower than the log. */
function write(to: Writable | Output, text: string): Promise<void> | void {
  if (!('once' in to) || to.write(text)) {
    if (!('once' in to)) to.write(text);
    return;
  }
  return new Promise((resolve) => to.once('drain', resolve));
}

function keyCommands(replay: Command, on: On, print: Print): void {
  const keys = replay.command('keys').description('key files and the vault');
  keys
    .command('create')
    .description('makes the key files that are not there yet')
    .requiredOption('--master <file>', 'wraps the keys of the vault')
    .requiredOption('--receipt <file>', 'signs receipts')
    .action((files: { master: string; receipt: string }) => print({ made: createKeys(files) }));
  keys
    .command('add')
    .description('a new current key in the master key file; restart the services with it, then rewrap')
    .requiredOption('--master <file>')
    .action(({ master }: { master: string }) => print({ current: addKey(master) }));
  keys
    .command('rewrap')
    .description('wraps every key of the vault with the current master key')
    .requiredOption('--master <file>')
    .action(({ master }: { master: string }) =>
      on(async ({ owner }) => {
        print({ rewrapped: await rewrapKeys(master, owner) });
        return true;
      }),
    );
  keys
    .command('forget')
    .description(
      'destroys again every key that an erasure destroyed: after a restore, before anything serves',
    )
    .requiredOption('--master <file>')
    .action(({ master }: { master: string }) =>
      on(async ({ log, owner }) => {
        print({ erasures: await repeatErasures(log, owner, envMasterKey(readFileSync(master, 'utf8'))) });
        return true;
      }),
    );
}

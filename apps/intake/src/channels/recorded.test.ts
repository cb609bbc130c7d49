import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { ComplaintBody } from '../filing/complaint-body';
import { type Adapter, type Reading } from './adapter';
import { adapters } from './registry';
import { type Settings } from './settings';

const folder = join(__dirname, 'recorded');
const settings: Settings = { operator: 'nat.panrb', inbox: 'lapor@lapor.example.go.id' };
const fits = new Ajv({ strict: false }).compile(ComplaintBody);

const recordingOf = ({ name }: Adapter): Buffer => {
  const file = readdirSync(folder).find((one) => one.startsWith(`${name}.`) && !one.endsWith('.read.json'));
  return readFileSync(join(folder, file ?? `${name} has no recording`));
};

/** What was read, files as their size. */
const shown = (reading: Reading): unknown =>
  JSON.parse(
    JSON.stringify(reading, (_, value: unknown) =>
      Buffer.isBuffer((value as { content?: unknown } | null)?.content)
        ? { bytes: (value as { content: Buffer }).content.length }
        : value,
    ),
  );

/** How a recorded body was read. Of a new one it is written down now, for whoever made it to look at. */
function readingOf({ name }: Adapter, now: unknown): unknown {
  const path = join(folder, `${name}.read.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, `${JSON.stringify(now, null, 2)}\n`);
  throw new Error(`${path} is new: keep it if the body was read as it should be`);
}

describe.each(adapters)('$name', (adapter) => {
  const raw = recordingOf(adapter);
  const read = async () => adapter.read({ raw, headers: {} }, settings);

  it('is read as it was when it was recorded', async () => {
    const now = shown(await read());
    expect(now).toEqual(readingOf(adapter, now));
  });

  it('comes down to bodies that intake takes', async () => {
    const { messages } = await read();
    expect(messages.length).toBeGreaterThan(0);
    for (const { id, complaint } of messages) {
      const body = { ...complaint, channel: adapter.channel, channelMessageId: id };
      expect([fits(body), fits.errors]).toEqual([true, null]);
    }
  });

  it.each([Buffer.from('tidak terbaca'), Buffer.from('{}'), Buffer.from('[1]'), Buffer.alloc(0)])(
    'is read or refused with a problem, whatever comes: %s',
    async (nonsense) => {
      const reading = async () => adapter.read({ raw: nonsense, headers: {} }, settings);
      await reading().catch((error: unknown) => expect(error).toMatchObject({ status: 400 }));
    },
  );
});

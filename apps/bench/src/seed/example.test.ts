import { COMPLAINTS, encode, fact, idOf } from '@satupintu/events';
import { partitionOf } from '@satupintu/log';
import { envMasterKey, generateMasterKey, keyringOf, KeyWriter, openWith, sealWith } from '@satupintu/vault';
import { Copier, Ends, type Opened } from './copier';
import { Examples } from './example';
import { differingIn, fill } from './places';
import { type Table } from './tables';

const partitions = 12;
const column = (name: string) => ({ name, counted: false });
const writer = new KeyWriter(envMasterKey(generateMasterKey()));
const filing = { text: 'Jalan rusak\n"berlubang"' };

/** A life of one complaint with an offer and its clock, and the rows that it left. */
async function lifeOf(name: string) {
  const [keys] = await writer.newKeys(1);
  if (!keys) throw new Error('no keys were made');
  const complaint = idOf(name);
  const words = sealWith(keyringOf(keys), complaint, 'narrative', 'filing', filing);
  const person = sealWith(keyringOf(keys), complaint, 'identity', 'person', {});
  const dispositionId = idOf(`offer:${complaint}:0:lead`);
  const clockId = idOf(`clock:${dispositionId}:resolve:0`);
  const about = { subject: complaint, at: '2026-03-17T03:00:00.000Z', by: { role: 'rule' } as const };
  const owner = { organisation: 'gov.32.04' };
  const plain = { anonymous: false, confidential: false, attachments: [] };
  const facts = [
    fact('ComplaintFiled', `filed:${complaint}`, about, {
      ...{
        trackingId: `SP-7K3M-9QXT-${name.toUpperCase().padEnd(4, '0').slice(0, 4)}`,
        channel: 'web',
        ...plain,
        words,
        person,
      },
    }),
    fact('DispositionOffered', `offer:${complaint}:0:lead`, about, {
      ...{ dispositionId, hop: 0, ...owner, decidedBy: 'rule', final: false, class: 'complaint' },
      ...{ reasons: [], versions: {} },
    }),
    fact('ClockStopped', `stop:${clockId}`, about, { clockId, stoppedAt: about.at, why: 'answered' }),
  ];
  const opened: Opened[] = [
    { complaint, part: 'narrative', field: 'filing', value: filing },
    { complaint, part: 'identity', field: 'person', value: {} },
  ];
  return {
    complaint,
    dispositionId,
    clockId,
    words,
    facts,
    opened: new Map([words, person].map((each, n) => [each, opened[n]!])),
  };
}

type Life = Awaited<ReturnType<typeof lifeOf>>;

const logOf = (lives: readonly Life[]): Table => ({
  name: 'log.record',
  columns: ['topic', 'partition', 'offset_', 'key', 'value'].map(column),
  rows: lives.flatMap(({ complaint, facts }, life) =>
    facts.map((each, n) => [
      ...[COMPLAINTS, String(partitionOf(complaint, partitions)), String(life * 100 + n * 2)],
      ...[complaint, encode(each)],
    ]),
  ),
});

const clocksOf = (lives: readonly Life[]): Table => ({
  name: 'sla_monitor_view.clock',
  columns: ['clock_id', 'complaint_id', 'kind'].map(column),
  rows: lives.map(({ clockId, complaint }) => [clockId, complaint, null]),
});

async function copyOf(life: Life, tables: readonly Table[], lives: readonly Life[]) {
  const examples = new Examples(
    lives.map(({ complaint }) => [complaint]),
    tables,
  ).all();
  const example = examples[lives.indexOf(life)]!;
  const ends = new Ends(Array.from({ length: partitions }, () => 1_000));
  const keys = await writer.newKeys(1);
  const copy = new Copier(example, life.opened).copy(keys, ends);
  const rows = (table: string) => fill(example.templates.get(table)!, copy.values).trimEnd().split('\n');
  return { complaint: copy.complaints[0]!, keyring: keyringOf(keys[0]!), rows, ends };
}

describe('a copy of a life', () => {
  it('holds no id and no sealed text of the life itself', async () => {
    const lives = [await lifeOf('one'), await lifeOf('other')];
    const { rows } = await copyOf(lives[0]!, [logOf(lives), clocksOf(lives)], lives);
    const own = new Set(lives[0]!.facts.flatMap((each) => differingIn(encode(each))));
    const found = [...rows('log.record'), ...rows('sla_monitor_view.clock')].flatMap(differingIn);
    expect(found.filter((token) => own.has(token))).toEqual([]);
  });

  it('says its facts in their order at the end of its own partition, without a gap', async () => {
    const lives = [await lifeOf('one')];
    const { complaint, rows, ends } = await copyOf(lives[0]!, [logOf(lives)], lives);
    const partition = partitionOf(complaint, partitions);
    const cells = rows('log.record').map((row) => row.split('\t'));
    expect(cells.map((row) => row.slice(0, 4))).toEqual(
      [1_000, 1_001, 1_002].map((offset) => [COMPLAINTS, String(partition), String(offset), complaint]),
    );
    expect(ends.all[partition]).toBe(1_003);
  });

  it('keeps to the keys that ids follow from, so that services find them again', async () => {
    const lives = [await lifeOf('one')];
    const { complaint, rows } = await copyOf(lives[0]!, [logOf(lives), clocksOf(lives)], lives);
    const dispositionId = idOf(`offer:${complaint}:0:lead`);
    expect(rows('log.record')[1]).toContain(dispositionId);
    expect(rows('log.record')[2]).toContain(
      idOf(`ClockStopped:stop:${rows('sla_monitor_view.clock')[0]!.split('\t')[0]}`),
    );
  });

  it('has the same words, sealed under keys of its own', async () => {
    const lives = [await lifeOf('one')];
    const { complaint, keyring, rows } = await copyOf(lives[0]!, [logOf(lives)], lives);
    const [sealed = ''] = differingIn(rows('log.record')[0]!).filter((token) =>
      token.startsWith('s1.narrative'),
    );
    expect(openWith(keyring, complaint, sealed)).toEqual(filing);
  });

  it('is refused where one row is of two lives', async () => {
    const lives = [await lifeOf('one'), await lifeOf('other')];
    const both: Table = {
      name: 'oversight_view.pair',
      columns: ['one', 'other'].map(column),
      rows: [[lives[0]!.complaint, lives[1]!.complaint]],
    };
    await expect(copyOf(lives[0]!, [logOf(lives), both], lives)).rejects.toThrow('several lives');
  });
});

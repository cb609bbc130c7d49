import { readFileSync } from 'node:fs';
import { type Directory, type RoutingPolicy } from '@satupintu/events';
import { amendDirectory } from './amend-directory';
import { amendRoutingPolicy } from './amend-routing-policy';
import { asPosted } from './as-posted';
import { checkDirectory } from './check-directory';
import { indexDirectory } from './directory';
import { loadDirectory } from './shipped';

const shipped = loadDirectory((name) => readFileSync(`data/directory/${name}`, 'utf8'));
const policy = JSON.parse(readFileSync('data/routing/policy.json', 'utf8')) as RoutingPolicy;
const details = (directory: Directory) =>
  checkDirectory(indexDirectory(directory)).map(({ detail }) => detail);
const without = (rule: string): Directory => ({
  ...shipped,
  unitRules: shipped.unitRules.filter(({ name }) => name !== rule),
});

describe('every affair has an owner at every level that has it, in every region', () => {
  const everybody = shipped.organisations.filter(({ region }) => region !== undefined);

  it.each([
    ['Dinas Kehutanan', '3.28', everybody.filter(({ kind }) => kind === 'province')],
    ['Dinas Kesehatan', '1.02', everybody],
    [
      'Perusahaan Umum Daerah Air Minum',
      '1.03.1',
      everybody.filter(({ kind, code }) => kind !== 'province' || code === 'gov.31'),
    ],
  ])('without %s, %s is missed by whoever has it', (rule, affair, governments) => {
    expect(details(without(rule)).sort()).toEqual(
      governments.map(({ code }) => `${code} has nobody for affair ${affair}`).sort(),
    );
  });

  it('and each affair says which levels have it, and by which law', () => {
    const affairs = shipped.affairs.map(({ code, name, levels }) =>
      code === '3.28' ? { code, name } : { code, name, levels },
    );
    const faults = details({ ...shipped, affairs: affairs as Directory['affairs'] });
    expect(faults).toContain('3.28 says which levels have it');
    expect(faults).toContain('1.01 names its law, or is marked for review');
  });

  it('in a government that names its own units and forgets one', () => {
    const organisations = shipped.organisations.map((each) =>
      each.code === 'gov.35.78' ? { ...each, units: each.ownUnits ?? [] } : each,
    );
    const faults = details({ ...shipped, organisations });
    expect(faults).toContain('gov.35.78 has nobody for affair 1.02');
    expect(faults).not.toContain('gov.35.78 has nobody for affair 1.01');
  });
});

describe('an amendment of the directory', () => {
  const klaten = shipped.organisations.find(({ code }) => code === 'gov.33.10');
  if (!klaten) throw new Error('gov.33.10');
  const cut = { ...klaten, connection: 'unconnected' as const };

  it('replaces whole rows in their place, adds others at the end, and leaves the rest', () => {
    const added = { ...klaten, code: 'nat.contoh', kind: 'agency' as const, parent: 'nat.panrb' };
    const next = amendDirectory(shipped, {
      effectiveFrom: '2026-07-01',
      organisations: [cut, added],
      retire: ['nat.pos'],
    });
    const codes = next.organisations.map(({ code }) => code);
    expect(codes).toEqual([
      ...shipped.organisations.map(({ code }) => code).filter((code) => code !== 'nat.pos'),
      'nat.contoh',
    ]);
    expect(next.organisations.find(({ code }) => code === 'gov.33.10')).toBe(cut);
    expect(next.districts).toBe(shipped.districts);
  });

  it('has a version that follows from what is changed in what', () => {
    const amendment = { effectiveFrom: '2026-07-01', organisations: [cut] };
    const { version } = amendDirectory(shipped, amendment);
    expect(amendDirectory(shipped, structuredClone(amendment)).version).toBe(version);
    expect(amendDirectory(shipped, { ...amendment, note: 'lain' }).version).not.toBe(version);
    expect(amendDirectory({ ...shipped, version: 'x' }, amendment).version).not.toBe(version);
  });

  it('replaces a unit rule by name and regions, and takes it away without levels', () => {
    const rule = {
      name: 'Kecamatan',
      levels: ['province' as const],
      affairs: ['7.01'],
      each: 'district' as const,
      only: ['31'],
    };
    const next = amendDirectory(shipped, {
      effectiveFrom: '2026-07-01',
      unitRules: [{ ...rule, levels: [] }],
    });
    expect(next.unitRules).toHaveLength(shipped.unitRules.length - 1);
    expect(details(next)).toEqual(['gov.31 has nobody for affair 7.01']);
  });

  it('is never in force before what it amends', () => {
    expect(amendDirectory(shipped, { effectiveFrom: '2001-01-01' }).effectiveFrom).toBe('2018-01-01');
  });
});

describe('an amendment of the routing policy', () => {
  it('replaces topics by key and members of records, and leaves the rest', () => {
    const [first] = policy.topics;
    if (!first) throw new Error('no topics');
    const changed = { ...first, legalBasis: 'Perda contoh' };
    const next = amendRoutingPolicy(policy, {
      effectiveFrom: '2026-07-01',
      topics: [changed],
      thresholds: { complaint: 0.9 },
    });
    expect(next.topics).toEqual([changed, ...policy.topics.slice(1)]);
    expect(next.thresholds).toEqual({ ...policy.thresholds, complaint: 0.9 });
    expect(next.classWords).toEqual(policy.classWords);
  });

  it('as a whole policy leaves nothing of the one before', () => {
    const whole = { ...policy, topics: policy.topics.slice(0, 1), aliasWeights: { pu: 1 } };
    const { version, effectiveFrom, ...content } = amendRoutingPolicy(policy, whole);
    const { version: _version, effectiveFrom: _effectiveFrom, ...wanted } = whole;
    expect(content).toEqual(wanted);
    expect(version).toMatch(new RegExp(`^${effectiveFrom}\\.`));
  });
});

test('faults point at what was posted, and at nothing where nothing posted is wrong', () => {
  const [one, two, three] = [{ n: 1 }, { n: 2 }, { n: 3 }];
  const faultsAt = (...pointers: string[]) => pointers.map((pointer) => ({ pointer, detail: '' }));
  const pointers = asPosted(
    faultsAt('/rows/2/n', '/rows/0', '/others/0', '/record/a', '/rows'),
    { rows: [one, two, three], others: [one], record: {} },
    { rows: [three], record: {} },
  ).map(({ pointer }) => pointer);
  expect(pointers).toEqual(['/rows/0/n', '', '', '/record/a', '']);
});

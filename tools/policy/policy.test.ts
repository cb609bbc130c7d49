import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexCategories, indexDirectory, loadDirectory } from '@satupintu/domain';
import { type Directory, type RoutingPolicy, type SlaPolicy, type Topic } from '@satupintu/events';
import { policyFaults } from '.';
import { slaFaults } from './clocks';
import { directoryFaults } from './directory';
import { type DataFault } from './fault';
import { routingFaults } from './routing';

const root = join(__dirname, '../..');
const data = (...path: string[]) => readFileSync(join(root, 'data', ...path), 'utf8');
const shipped = loadDirectory((name) => data('directory', name));
const directory = indexDirectory(shipped);
const policy = JSON.parse(data('routing', 'policy.json')) as RoutingPolicy;
const words = JSON.parse(data('routing', 'words.json'));
const categories = indexCategories(JSON.parse(data('categories', 'national.json')));
const details = (faults: readonly DataFault[]) =>
  faults.map(({ pointer, detail }) => `${pointer}: ${detail}`);

const routing = (topics: Topic[]) =>
  details(routingFaults({ policy: { ...policy, topics }, words, directory, categories }));
const road: Topic = {
  key: 'road',
  affair: '1.03',
  competent: 'regency',
  keywords: ['jembatan gantung'],
  legalBasis: 'UU 38/2004',
};

describe('the policy that ships', () => {
  it('has no fault', () => {
    expect(policyFaults(root)).toEqual([]);
  }, 60_000);
});

describe('a fault in routing policy is named', () => {
  it.each<[string, Partial<Topic>, string]>([
    ['an unknown affair', { affair: '9.99' }, '/topics/0/affair: 9.99 is not known'],
    ['an unknown category', { category: 'cuaca/hujan' }, '/topics/0/category: cuaca/hujan is not known'],
    ['an unknown body', { organisation: 'nat.nobody' }, '/topics/0/organisation: nat.nobody is not known'],
    [
      'nobody for a national topic',
      { competent: 'national' },
      '/topics/0: a national topic names the body that is competent',
    ],
    ['a keyword without words', { keywords: ['?!'] }, '/topics/0/keywords/0: there is no word in it'],
    [
      'a keyword that its own exception refutes',
      { not: ['gantung'] },
      '/topics/0/keywords/0: “jembatan gantung” speaks against itself (not: gantung)',
    ],
    [
      'no law, and no mark for review',
      { legalBasis: '' },
      '/topics/0/legalBasis: road names its law, or is marked for review',
    ],
    [
      'a level that does not have the affair',
      { affair: '3.28' },
      '/topics/0/affair: no unit of a regency handles 3.28',
    ],
    [
      'a member nobody knows',
      { weight: 3 } as never,
      '/topics/0: must NOT have additional properties: weight',
    ],
  ])('%s', (_, change, detail) => {
    expect(routing([road])).toEqual([]);
    expect(routing([{ ...road, ...change }])).toContain(detail);
  });

  it('thresholds that are missing, of no class, or laxer for an accusation', () => {
    const faults = routingFaults({
      policy: {
        ...policy,
        thresholds: { complaint: 0.8, oversight_complaint: 0.7, aspiration: 0.6, gossip: 1 },
      },
      words,
      directory,
      categories,
    });
    expect(details(faults)).toEqual([
      '/thresholds/gossip: gossip is not a class',
      '/thresholds: information_request has no threshold',
      '/thresholds/oversight_complaint: is below that of complaints',
    ]);
  });

  it('a topic that another one shadows', () => {
    const louder: Topic = { ...road, key: 'bridge', keywords: [['jembatan gantung', 2], 'titian'] };
    expect(routing([road, louder])).toEqual(['/topics/0: road is shadowed by bridge']);
    expect(routing([road, { ...louder, not: ['titian'] }])).toEqual([
      expect.stringContaining('speaks against itself'),
    ]);
  });
});

describe('a fault in the directory is named', () => {
  const broken = (change: (directory: Directory) => void) => {
    const copy = structuredClone(shipped);
    change(copy);
    return details(directoryFaults(indexDirectory(copy)));
  };

  it('a rule that never applies, and one that comes too late', () => {
    const twin = { name: 'Kantor Kembar', levels: ['regency' as const], affairs: ['1.02'] };
    const faults = broken((copy) =>
      copy.unitRules.push(twin, { ...twin, name: 'Kantor Kosong', only: ['88'] }),
    );
    expect(faults).toEqual([
      expect.stringMatching(/“Kantor Kembar” is shadowed/),
      expect.stringMatching(/88 is not a region/),
      expect.stringMatching(/“Kantor Kosong” gives no government a unit/),
    ]);
  });

  it('a body that is not connected with nobody connected above it', () => {
    const faults = broken((copy) => {
      for (const each of copy.organisations)
        if (each.code === 'nat.panrb' || each.code === 'nat.pos') each.connection = 'unconnected';
    });
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/nobody connected is above nat\.pos to hold its cases$/),
        expect.stringMatching(/nat\.panrb must be there, and connected$/),
      ]),
    );
  });

  it('a circle, an unknown parent, a body twice, an unknown affair', () => {
    const of = (copy: Directory, code: string) => copy.organisations.find((each) => each.code === code)!;
    const faults = broken((copy) => {
      of(copy, 'gov.32').parent = 'gov.32.04';
      of(copy, 'gov.33').parent = 'gov.99';
      copy.organisations.push({ ...of(copy, 'gov.51') });
      copy.unitRules[0]!.affairs.push('7.77');
    });
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/gov\.32 is above itself$/),
        expect.stringMatching(/gov\.99 is not known$/),
        expect.stringMatching(/gov\.51 is there before$/),
        '/unitRules/0/affairs: affair 7.77 is not known',
      ]),
    );
  }, 30_000);
});

describe('a fault in the SLA policy is named', () => {
  const sla = JSON.parse(data('sla', 'default.json')) as SlaPolicy;
  const without = (key: string) => ({ ...sla, rules: sla.rules.filter((rule) => rule.key !== key) });

  it('a class without a limit', () => {
    expect(details(slaFaults('f', without('resolve.complaint'), directory))).toContain(
      '/rules: no rule for resolve of complaint',
    );
  });

  it('a local limit that is looser, or of nobody', () => {
    const organisations = {
      'gov.32.04': { 'resolve.complaint': 20 },
      'gov.99.99': { 'resolve.complaint': 7 },
    };
    expect(details(slaFaults('f', { ...sla, organisations }, directory))).toEqual([
      expect.stringContaining('looser'),
      expect.stringContaining('gov.99.99 is not known'),
    ]);
  });
});

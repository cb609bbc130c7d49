import { readFileSync } from 'node:fs';
import { type Directory } from '@satupintu/events';
import { type Refused, type RoutingKit } from './decision';
import { routingKit } from './kit';
import { kitFrom } from './kit.fixture';
import { suggest } from './suggest';

const kit = kitFrom((path) => readFileSync(path, 'utf8'));
const text = 'jalan rusak parah berlubang di Kabupaten Bandung';
const after = (refused: readonly Refused[], knowing: RoutingKit = kit) => suggest({ text, refused }, knowing);
const by = (organisation: string, proposed?: string): Refused => ({
  organisation,
  ground: 'UU 23/2014',
  proposed,
});
const named = (decision: ReturnType<typeof after>) =>
  decision.suggestions.map(({ organisation }) => organisation);
const said = (decision: ReturnType<typeof after>) =>
  decision.reasons.filter(({ kind }) => kind === 'proposed').map((reason) => reason.textEn);

describe('a refusal that names', () => {
  it('a body: it is weighed, and a person decides where the words do not speak for it', () => {
    const decision = after([by('gov.32.04', 'nat.kkp')]);
    expect(decision.decision).toBe('triage');
    expect(named(decision)[0]).toBe('nat.kkp');
    expect(named(decision)).not.toContain('gov.32.04');
  });

  it.each([
    ['itself', [by('gov.32.04', 'gov.32.04')], 'the body that refused'],
    ['a body nobody knows', [by('gov.32.04', 'nat.nowhere')], 'not in the directory'],
    ['a body that has refused', [by('nat.kemenpu', 'gov.32'), by('gov.32.04', 'nat.kemenpu')], 'has refused already'],
  ])('%s: it is not followed, and clerks read why', (_what, refused, why) => {
    const decision = after(refused);
    expect(said(decision)).toEqual([expect.stringContaining(why)]);
    for (const { organisation } of refused) expect(named(decision)).not.toContain(organisation);
  }); // prettier-ignore

  it('an unconnected body: its holder is suggested, unless that one has refused', () => {
    const directory: Directory = structuredClone(kit.directory.directory);
    const garut = directory.organisations.find(({ code }) => code === 'gov.32.05');
    if (garut) garut.connection = 'unconnected';
    const changed = routingKit(directory, kit.prepared.policy, kit.gazetteer, kit.prepared.words);
    expect(named(after([by('gov.32.04', 'gov.32.05')], changed))[0]).toBe('gov.32');
    expect(named(after([by('gov.32'), by('gov.32.04', 'gov.32.05')], changed))).not.toContain('gov.32');
  });

  it('makes the others likelier', () => {
    const likelihood = (refused: readonly Refused[]) =>
      suggest({ text: 'jalan rusak di Kabupaten Bandung, listrik PLN padam', refused }, kit).suggestions.find(
        ({ organisation }) => organisation === 'nat.pln',
      )?.probability ?? 0;
    expect(likelihood([by('gov.32.04')])).toBeGreaterThan(likelihood([]));
  });
});

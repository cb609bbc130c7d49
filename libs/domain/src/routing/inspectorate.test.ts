import { readFileSync } from 'node:fs';
import { type Directory } from '@satupintu/events';
import { type Person } from '../access/actor';
import { mayReadCase } from '../access/scope';
import { type Case, isRestricted } from '../life/case';
import { evolve } from '../life/evolve';
import { at, filing } from '../life/facts.fixture';
import { type RoutingInput } from './decision';
import { routingKit } from './kit';
import { kitFrom } from './kit.fixture';
import { reactRouter } from './react';
import { suggest } from './suggest';

const kit = kitFrom((path) => readFileSync(path, 'utf8'));
const decide = (text: string, more: Partial<RoutingInput> = {}) => suggest({ text, ...more }, kit);
const person = (role: Person['role'], organisation: string, unit?: string): Person => ({
  subject: 's',
  name: 'n',
  role,
  organisation,
  ...(unit !== undefined && { unit }),
});

/** The case after the router has decided about it. */
function routed(text: string, given?: 'complaint' | 'oversight_complaint'): Case {
  const said = filing(at(0), { region: '35.09', ...(given && { class: given }) });
  const after = evolve(undefined, said).state as Case;
  const facts = reactRouter({ fact: said, before: undefined, after }, { kit, at: at(1), filing: { text } });
  return facts.reduce((state, one) => evolve(state, one).state as Case, after);
}

const bribe = 'oknum pegawai disdukcapil minta uang pelicin 300 ribu untuk bikin ktp, pungli';

describe('an accusation', () => {
  it.each([
    ['a clerk', 'oknum pegawai disdukcapil kab jember minta uang pelicin bikin ktp', 'gov.35.09/inspektorat-daerah'],
    ['a regent', 'bupati Kabupaten Lebak korupsi proyek jembatan', 'gov.36/inspektorat-daerah'],
    ['the inspectorate itself', 'inspektorat Kabupaten Lebak main mata, korupsi dana jembatan ditutupi', 'gov.36/inspektorat-daerah'],
    ['a mayor in Jakarta, below its inspectorate', 'walikota Jakarta Timur korupsi proyek jalan rusak, suap', 'gov.31/inspektorat-daerah'],
  ])('against %s goes to an inspectorate that does not serve under the accused', (_who, text, unit) => {
    expect(decide(text).suggestions[0]?.unit).toBe(unit);
  }); // prettier-ignore

  it.each([
    ['Bupati Lebak korupsi dana bansos dan jual beli jabatan', 'gov.36/inspektorat-daerah'],
    ['gubernur Jawa Barat menyelewengkan dana bansos', 'nat.kemendagri/inspektorat-jenderal'],
  ])('“%s” is about the head, whoever’s money it was', (text, unit) => {
    const [first, second] = decide(text, { class: 'oversight_complaint' }).suggestions;
    expect(first?.unit).toBe(unit);
    expect(second?.organisation).toBe('nat.kemensos');
  });

  it.each([
    ['pegawai Kementerian Sosial minta suap bansos, Bupati Lebak sudah tahu', 'nat.kemensos/inspektorat-jenderal'],
    ['polisi di Polres Lebak minta uang damai, bupati diam saja', 'nat.polri/divisi-profesi-dan-pengamanan'],
  ])('“%s” is not about the head of government', (text, unit) => {
    expect(decide(text, { class: 'oversight_complaint' }).suggestions[0]?.unit).toBe(unit);
  }); // prettier-ignore

  it('against a governor is never for the governor’s own province or anything below it', () => {
    for (const text of ['gubernur Jawa Barat korupsi proyek jalan rusak', 'gubernur jabar terima suap jalan rusak di kab bandung']) {
      const { suggestions } = decide(text);
      expect(suggestions.length).toBeGreaterThan(0);
      for (const { organisation } of suggestions) expect(organisation).not.toMatch(/^gov\.32/);
    } // prettier-ignore
  });

  it('names no unit of a national body whose head is named, and goes nowhere alone', () => {
    const decision = decide('menteri kesehatan korupsi pengadaan alat kesehatan di kemenkes');
    expect(decision.decision).toBe('triage');
    for (const { organisation, unit } of decision.suggestions)
      if (organisation === 'nat.kemenkes') expect(unit).toBeUndefined();
  });

  it('waits with the tier above while a person decides, where the head may be accused', () => {
    const waiting = (text: string) => decide(text, { place: { regionCode: '36.02' } }).owner.organisation;
    expect(waiting('bupati korupsi')).toBe('gov.36');
    expect(waiting('gubernur korupsi')).toBe('nat.panrb');
    expect(waiting('oknum pungli')).toBe('gov.36.02');
  });

  it('needs more certainty than a complaint to go alone', () => {
    const { policy } = kit.prepared;
    expect(policy.thresholds['oversight_complaint'] ?? 0).toBeGreaterThan(
      policy.thresholds['complaint'] ?? 1,
    );
  });

  it('proposed to another body by who refused it is for that body’s inspectorate', () => {
    const { suggestions } = decide(bribe, {
      place: { regionCode: '35.09' },
      class: 'oversight_complaint',
      refused: [{ organisation: 'gov.35.09', unit: 'gov.35.09/inspektorat-daerah', proposed: 'gov.35.10' }],
    });
    expect(suggestions[0]).toMatchObject({ organisation: 'gov.35.10', unit: 'gov.35.10/inspektorat-daerah' });
  });

  it('of an unconnected government is held by the inspectorate above it', () => {
    const directory: Directory = structuredClone(kit.directory.directory);
    const jember = directory.organisations.find(({ code }) => code === 'gov.35.09');
    if (jember) jember.connection = 'unconnected';
    const changed = routingKit(directory, kit.prepared.policy, kit.gazetteer, kit.prepared.words);
    expect(suggest({ text: `${bribe} kab jember` }, changed).suggestions[0]?.unit).toBe(
      'gov.35/inspektorat-daerah',
    );
  });

  it('proposes no contributors: it is for the inspectorate alone', () => {
    expect(decide(`${bribe} Kab Jember, sampah menumpuk, listrik PLN padam`).contributors).toEqual([]);
  });

  it.each([['as the reporter filed it', 'oversight_complaint'], ['as the router found it', undefined]] as const)(
    '%s is confidential, and only handlers, PANRB and the Ombudsman see it',
    (_how, given) => {
      const state = routed(bribe, given);
      expect(state.class).toBe('oversight_complaint');
      expect(state.confidential && isRestricted(state)).toBe(true);
      const sees = (who: Person) => mayReadCase(who, state, kit.directory);
      expect(sees(person('liaison', 'gov.35.09', 'gov.35.09/inspektorat-daerah'))).toBe(state.status === 'dispositioned');
      expect(sees(person('national', 'nat.panrb'))).toBe(true);
      expect(sees(person('analyst', 'ombudsman'))).toBe(true);
      expect(sees(person('liaison', 'gov.35.09', 'gov.35.09/dinas-kependudukan-dan-pencatatan-sipil'))).toBe(false);
      expect(sees(person('executive', 'gov.35.09'))).toBe(false);
      expect(sees(person('coordinator', 'gov.35.10'))).toBe(false);
      expect(sees(person('channel', 'gov.35.09'))).toBe(false);
    },
  ); // prettier-ignore

  it('filed as something else is left to a person, who sees why', () => {
    const decision = decide(`${bribe} Kab Jember`, { class: 'complaint' });
    expect(decision).toMatchObject({ class: 'complaint', decision: 'triage' });
    expect(decision.reasons.at(-1)).toMatchObject({ kind: 'class' });
  });
});

import { readFileSync } from 'node:fs';
import { type Directory } from '@satupintu/events';
import { type RoutingInput } from './decision';
import { routingKit } from './kit';
import { kitFrom } from './kit.fixture';
import { suggest } from './suggest';

const kit = kitFrom((path) => readFileSync(path, 'utf8'));
const decide = (text: string, more: Partial<RoutingInput> = {}) => suggest({ text, ...more }, kit);

describe('a decision', () => {
  it('is the same for the same input', () => {
    expect(decide('sampah menumpuk di Kota Malang')).toEqual(decide('sampah menumpuk di Kota Malang'));
  });

  it('names each organisation once, best first, with probabilities that add up to one at most', () => {
    const { suggestions } = decide('jalan rusak dan sampah menumpuk di bandung, listrik padam');
    const codes = suggestions.map((each) => each.organisation);
    expect(new Set(codes).size).toBe(codes.length);
    const probabilities = suggestions.map((each) => each.probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
    expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1.001);
  });

  it('leaves a local matter without a place to PANRB’s officers', () => {
    expect(decide('jalan kampung rusak parah')).toMatchObject({
      decision: 'triage',
      owner: { organisation: 'nat.panrb' },
      suggestions: [],
    });
  });

  it('suggests the operator of a local channel where no place is named, and asks a person', () => {
    const decision = decide('sampah menumpuk belum diangkut', { operator: 'gov.32.73' });
    expect(decision).toMatchObject({ decision: 'triage', owner: { organisation: 'nat.panrb' } });
    expect(decision.suggestions[0]?.unit).toBe('gov.32.73/dinas-lingkungan-hidup');
    const elsewhere = decide('sampah menumpuk di Kota Malang', { operator: 'gov.32.73' });
    expect(elsewhere.suggestions[0]?.organisation).toBe('gov.35.73');
  });

  it('flags danger to life', () => {
    const decision = decide('rumah terbakar, ada anak terjebak di Kota Samarinda');
    expect(decision.emergency).toBe(true);
    expect(decision.reasons[0]).toMatchObject({ kind: 'emergency' });
    expect(decide('jalan rusak').emergency).toBe(false);
  });

  it.each([
    'ada korban terjepit di tol Cipularang, tolong segera',
    'ada orang dibacok di Jalan Veteran',
    'anak tercebur sumur belum bisa diangkat',
    'anak saya jatuh ke dalam sumur',
    'kapal karam, penumpang belum dievakuasi',
    'kabel listrik di depan sekolah putus dan menjuntai',
    'saya mau mengakhiri hidup',
    'gempa, kakek masih di bawah reruntuhan',
    'someone is drowning at Kuta beach',
    'my house is on fire',
  ])('flags danger in “%s”', (text) => {
    expect(decide(text).emergency).toBe(true);
  });

  it.each([
    ['There is a huge pothole on Gatot Subroto street in Denpasar', 'gov.51.71/dinas-pekerjaan-umum-dan-penataan-ruang'],
    ['Garbage has not been collected for two weeks in Canggu, Badung', 'gov.51.03/dinas-lingkungan-hidup'],
    ['The street lights are broken in Ubud, Gianyar', 'gov.51.04/dinas-perhubungan'],
    ['No electricity since yesterday in Kuta, Badung', 'nat.pln'],
    ['The police asked for a bribe in Denpasar', 'nat.polri/divisi-profesi-dan-pengamanan'],
  ])('understands a visitor: “%s”', (text, owner) => {
    const [first] = decide(text).suggestions;
    expect(first?.unit ?? first?.organisation).toBe(owner);
  }); // prettier-ignore

  it.each([
    'lahan kritis perlu reboisasi',
    'kota ini darurat sampah',
    'antrian unit gawat darurat terlalu lama',
    'terjebak macet setiap hari',
    'belum ada rambu jalur evakuasi tsunami',
  ])('sees no danger in “%s”', (text) => {
    expect(decide(text).emergency).toBe(false);
  });

  it('never gives an accusation to the accused unit', () => {
    const { suggestions, class: found } = decide(
      'oknum pegawai disdukcapil kab jember minta uang pelicin bikin ktp',
    );
    expect(found).toBe('oversight_complaint');
    for (const { organisation, unit } of suggestions) {
      expect(unit).toBe(kit.directory.inspectorateOf(organisation));
    }
  });

  it('goes above a head of government who is accused', () => {
    const [first] = decide('bupati Kabupaten Lebak korupsi proyek jembatan').suggestions;
    expect(first?.unit).toBe('gov.36/inspektorat-daerah');
  });

  it('sends an accusation against a national body to its inspectorate, or to a person where it has none', () => {
    expect(decide('oknum polisi di polsek minta uang damai').suggestions[0]?.unit).toBe(
      'nat.polri/divisi-profesi-dan-pengamanan',
    );
    expect(decide('oknum petugas PLN minta uang pelicin pasang listrik').decision).toBe('triage');
  });

  it('takes the reporter’s hint and category into account', () => {
    expect(decide('mohon bantuannya', { agencyHint: 'PLN' }).suggestions[0]?.organisation).toBe('nat.pln');
    expect(decide('mohon bantuannya', { agencyHint: 'nat.bkn' }).suggestions[0]?.reasons).toContainEqual(
      expect.objectContaining({ kind: 'hint' }),
    );
  });

  it('does not take a landmark for the matter', () => {
    expect(decide('lampu jalan mati dekat polsek Genuk Kota Semarang').suggestions[0]?.organisation).toBe(
      'gov.33.74',
    );
  });

  it('holds the cases of an unconnected body with the tier above, and says so', () => {
    const directory: Directory = structuredClone(kit.directory.directory);
    const [city] = directory.organisations.filter(({ code }) => code === 'gov.33.74');
    if (city) city.connection = 'unconnected';
    const changed = routingKit(directory, kit.prepared.policy, kit.gazetteer, kit.prepared.words);
    const [first] = suggest({ text: 'sampah menumpuk di Kota Semarang' }, changed).suggestions;
    expect(first?.organisation).toBe('gov.33');
    expect(first?.reasons.map((reason) => reason.kind)).toContain('unconnected');
  });

  it('survives twenty thousand characters, emoji and NUL', () => {
    const decision = decide(`😡\0 ${'sampah menumpuk di kota malang '.repeat(700)}`);
    expect(decision.suggestions[0]?.organisation).toBe('gov.35.73');
    expect(decide('😡😡')).toMatchObject({ decision: 'triage' });
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'satupintu-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, lines: readonly unknown[]) => {
  const path = join(folder, name);
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
};
const evaluate = (...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['tools/run.mjs', 'routing', 'evaluate', ...args],
    { encoding: 'utf8' },
  );
  return { report: stdout.trim().split('\n').at(-1) ?? '', stderr, status };
};

const invented = [
  [
    'Dinas Lingkungan Hidup',
    'sampah menumpuk di tps',
    'truk sampah tidak datang',
    'bau sampah dari tps liar',
  ],
  ['Dinas Sosial', 'bantuan beras belum turun', 'bansos salah sasaran', 'nama dicoret dari daftar bansos'],
  ['Dinas Perhubungan', 'parkir liar di trotoar', 'lampu merah mati', 'angkot ngetem, macet'],
] as const;
const rows = invented.flatMap(([unit, ...texts]) => texts.map((text) => ({ text, unit })));
const members = [
  'n',
  'classes',
  'top1',
  'top3',
  'macroF1',
  'ece',
  'thresholds',
  'msPerDecision',
  'trainSeconds',
];

describe('npm run routing -- evaluate', () => {
  it('trains on one file, tests on another, and prints one JSON object on the last line', () => {
    const train = file('train.jsonl', [
      ...rows,
      {
        ...rows[0],
        title: 'TPS',
        category: 'lingkungan-hidup',
        place: { regionCode: '33.74', lat: 1 },
        more: 1,
      },
      { ...rows[3], place: 'Semarang' },
      '',
    ]);
    const test = file('test.jsonl', [
      { text: 'sampah tidak diangkut', unit: 'Dinas Lingkungan Hidup', place: { regionCode: 'x' } },
      { text: 'parkir liar', unit: 'Dinas Perhubungan' },
      { text: 'apa saja', unit: 'a label that was never seen' },
    ]);
    const { report, status } = evaluate('--train', train, '--test', test, '--label', 'unit');
    expect(status).toBe(0);
    const scores = JSON.parse(report);
    expect(Object.keys(scores)).toEqual(members);
    expect(scores).toMatchObject({ n: 3, classes: 3, top1: 2 / 3 });
    expect(scores.thresholds).toHaveLength(20);
    for (const each of scores.thresholds)
      expect(Object.keys(each)).toEqual(['threshold', 'coverage', 'accuracy']);
    const masked = evaluate('--train', train, '--test', test, '--label', 'unit', '--mask-names');
    expect(Object.keys(JSON.parse(masked.report))).toEqual(members);
  });

  it('scores the shipped directory and rules where nothing is given to learn from', () => {
    const test = file(
      'zero.jsonl',
      rows.map(({ text, unit }) => ({ text, organisation: unit })),
    );
    const { report, status } = evaluate('--test', test);
    expect(status).toBe(0);
    expect(JSON.parse(report)).toMatchObject({ n: 9, classes: 3, trainSeconds: 0 });
    expect(JSON.parse(report).top1).toBeGreaterThan(0.6);
  });

  it('copes with an empty test, and with an empty file to learn from', () => {
    const [none, some] = [file('none.jsonl', []), file('some.jsonl', rows)];
    expect(JSON.parse(evaluate('--train', some, '--test', none, '--label', 'unit').report).n).toBe(0);
    expect(JSON.parse(evaluate('--train', none, '--test', some, '--label', 'unit').report).top1).toBe(0);
  });

  it('says which line of a file is wrong, and exits with 2', () => {
    const bad = file('bad.jsonl', [rows[0], '{"text": "x"}']);
    const broken = file('broken.jsonl', [rows[0], '', '{"text": ']);
    const good = file('good.jsonl', rows);
    expect(evaluate('--test', bad, '--label', 'unit')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/bad\.jsonl, line 2: "unit"/),
    });
    expect(evaluate('--train', broken, '--test', good, '--label', 'unit')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/broken\.jsonl, line 3: not JSON/),
    });
    expect(evaluate('--test', join(folder, 'missing')).status).toBe(2);
    expect(evaluate().status).toBe(2);
  });
});

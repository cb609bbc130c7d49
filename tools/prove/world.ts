import { type Calendar, type Directory, type SlaPolicy } from '@satupintu/events';

const body = (code: string, over: object) => ({
  code,
  name: code,
  kind: 'regency',
  aliases: [],
  timeZone: 'Asia/Jakarta',
  connection: 'connected',
  units: [],
  ...over,
});
const unit = (code: string) => ({ code, name: code, affairs: [] });

/** A small republic: bodies in all three zones, with units and without, and the Ombudsman's offices. */
export const directory = {
  version: 'republic',
  effectiveFrom: '2018-01-01',
  source: 'invented',
  affairs: [],
  organisations: [
    body('nat.panrb', { kind: 'ministry' }),
    body('nat.bpjs', { kind: 'agency', parent: 'nat.panrb' }),
    body('gov.32', { kind: 'province', region: '32', parent: 'nat.panrb' }),
    body('gov.32.04', { region: '32.04', parent: 'gov.32', units: [unit('gov.32.04/dinas-kesehatan')] }),
    body('gov.61', { kind: 'province', region: '61', parent: 'nat.panrb', timeZone: 'Asia/Pontianak' }),
    body('gov.73', { kind: 'province', region: '73', parent: 'nat.panrb', timeZone: 'Asia/Makassar' }),
    body('gov.73.71', { kind: 'city', region: '73.71', parent: 'gov.73', timeZone: 'Asia/Makassar' }),
    body('gov.94', { kind: 'province', region: '94', parent: 'nat.panrb', timeZone: 'Asia/Jayapura' }),
    body('gov.94.71', {
      kind: 'city',
      region: '94.71',
      parent: 'gov.94',
      timeZone: 'Asia/Jayapura',
      units: [unit('gov.94.71/rsud-jayapura')],
    }),
    body('ombudsman', { kind: 'oversight', units: [unit('ombudsman/32'), unit('ombudsman/94')] }),
  ],
  unitRules: [],
} as unknown as Directory;

/** Bodies and units, as a clock may be theirs. */
export const owners = [
  { organisation: 'nat.panrb' },
  { organisation: 'nat.bpjs' },
  { organisation: 'gov.32' },
  { organisation: 'gov.32.04', unit: 'gov.32.04/dinas-kesehatan' },
  { organisation: 'gov.32.04' },
  { organisation: 'gov.61' },
  { organisation: 'gov.73' },
  { organisation: 'gov.73.71' },
  { organisation: 'gov.94' },
  { organisation: 'gov.94.71', unit: 'gov.94.71/rsud-jayapura' },
  { organisation: 'gov.94.71' },
  { organisation: 'ombudsman' },
  { organisation: 'ombudsman', unit: 'ombudsman/94' },
];
export const regions = ['32', '32.04', '32.04.12', '61', '73', '73.71', '94', '94.71'];
export const codes = {
  regions: ['32', '32.04', '61', '73', '73.71', '94', '94.71'],
  bodies: owners.flatMap(({ organisation, unit: of }) =>
    of === undefined ? [organisation] : [organisation, of],
  ),
};

const ladders: NonNullable<SlaPolicy['ladders']> = {
  information_request: [
    { level: 1, to: 'coordinator', after: 1, unit: 'working_hours' },
    { level: 2, to: 'coordinator', after: 7.5, unit: 'working_hours' },
    { level: 3, to: 'tier_above', after: 2, unit: 'calendar_days' },
    { level: 4, to: 'ombudsman', after: 1, unit: 'working_days' },
  ],
};

/** Each rule with all that a rule may have. */
const withOptions = (rules: SlaPolicy['rules']): SlaPolicy['rules'] =>
  rules.map((rule, index) => ({
    ...rule,
    // A window that stood still while it waits for the reporter would never end.
    pausesForReporter: !rule.kind.startsWith('reporter_'),
    pauseCap: [1, 3, 0.5, 12][index % 4] ?? 1,
    reminders: [
      { before: 1, unit: 'working_days' },
      { before: 4, unit: 'working_hours' },
      { before: 3, unit: 'calendar_days' },
      { before: 0.25, unit: 'working_hours' },
    ],
    extension: { cap: 5, approver: 'coordinator', reasons: ['expert-needed'] },
    reopening: { limits: [2, 1] },
  }));

/** Policies as an installation may publish them, out of the one that ships. */
export function policyVersions(shipped: SlaPolicy): SlaPolicy[] {
  const hours = shipped.rules.map((rule) => ({
    ...rule,
    unit: 'working_hours' as const,
    limit: rule.limit * 2.5,
  }));
  const calendar = shipped.rules.map((rule) => ({ ...rule, unit: 'calendar_days' as const }));
  const [first = { key: 'none' }] = shipped.rules;
  const sooner = shipped.rules.flatMap((rule) => [
    rule,
    { ...rule, key: `${rule.key}.later`, effectiveFrom: '2026-04-01', limit: Math.max(1, rule.limit - 1) },
  ]);
  return [
    shipped,
    { ...shipped, version: 'hours', effectiveFrom: '2025-06-01', rules: hours },
    {
      ...shipped,
      version: 'calendar',
      effectiveFrom: '2025-09-01',
      rules: calendar,
      waitsForDelivery: [],
    },
    {
      ...shipped,
      version: 'options',
      effectiveFrom: '2025-11-01',
      rules: withOptions(shipped.rules),
      ladders,
    },
    { ...shipped, version: 'options-hours', effectiveFrom: '2025-11-15', rules: withOptions(hours) },
    {
      ...shipped,
      version: 'follow',
      effectiveFrom: '2025-12-01',
      rules: withOptions(shipped.rules),
      merging: 'follow',
    },
    {
      ...shipped,
      version: 'sooner',
      effectiveFrom: '2026-01-01',
      rules: sooner,
      organisations: { 'gov.32.04': { 'resolve.complaint': 7, [first.key]: 1 }, 'gov.94': { contribute: 3 } },
      ladder: shipped.ladder.map((step, index) => ({
        ...step,
        unit:
          (['working_days', 'working_hours', 'calendar_days', 'working_hours'] as const)[index] ?? step.unit,
      })),
    },
  ];
}

export interface World {
  readonly calendars: readonly Calendar[];
  readonly policies: readonly SlaPolicy[];
}

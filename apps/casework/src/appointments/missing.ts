import { leadsBody, readsOffers } from '@satupintu/domain';
import { type Organisation } from '@satupintu/events';
import { type Appointment } from '@satupintu/service';

/** What keeps a body, or a unit, from being ready. */
export const bodyGaps = [
  'not-connected',
  'no-coordinator',
  'coordinator-not-seen',
  'no-liaison',
  'liaison-not-seen',
] as const;
export const unitGaps = ['no-liaison', 'liaison-not-seen'] as const;
export type BodyGap = (typeof bodyGaps)[number];
export type UnitGap = (typeof unitGaps)[number];

type WasSeen = (appointment: Appointment) => boolean;

function gapsOf<G>(
  serving: readonly Appointment[],
  does: (appointment: Appointment) => boolean,
  wasSeen: WasSeen,
  none: G,
  unseen: G,
): G[] {
  const there = serving.filter(does);
  if (there.length === 0) return [none];
  return there.some(wasSeen) ? [] : [unseen];
}

/** What a body lacks so that it can be called active. Nothing of it keeps cases away: they come all the same. */
export const missingAtBody = (
  { connection }: Organisation,
  serving: readonly Appointment[],
  wasSeen: WasSeen,
): BodyGap[] => [
  ...(connection === 'unconnected' ? (['not-connected'] as const) : []),
  ...gapsOf<BodyGap>(serving, leadsBody, wasSeen, 'no-coordinator', 'coordinator-not-seen'),
  ...gapsOf<BodyGap>(serving, readsOffers, wasSeen, 'no-liaison', 'liaison-not-seen'),
];

/** What a unit lacks: somebody who reads what is offered to it, and has come. */
export const missingAtUnit = (unit: string, serving: readonly Appointment[], wasSeen: WasSeen): UnitGap[] =>
  gapsOf<UnitGap>(
    serving.filter((one) => one.unit === unit),
    readsOffers,
    wasSeen,
    'no-liaison',
    'liaison-not-seen',
  );

import { type Fact } from '@satupintu/events';

export type Handover = Fact<'UnitHandedOver'>;

/** Whose cases: those of a unit, or those of a body that name no unit. */
export interface Place {
  readonly organisation: string;
  readonly unit?: string | undefined;
}

const placeOf = ({ organisation, unit = '' }: Place) => `${organisation} ${unit}`;

/** Whose open cases passed to whom, in the order of the log. */
export class Handovers {
  private readonly byId = new Map<string, Handover>();
  private readonly byPlace = new Map<string, Handover[]>();

  said(handover: Handover): void {
    const place = placeOf(handover.data);
    this.byId.set(handover.data.handoverId, handover);
    this.byPlace.set(place, [...(this.byPlace.get(place) ?? []), handover]);
  }

  get(handoverId: string): Handover | undefined {
    return this.byId.get(handoverId);
  }

  /** By which a place gave its cases away, oldest first. */
  from(place: Place): readonly Handover[] {
    return this.byPlace.get(placeOf(place)) ?? [];
  }

  all(): readonly Handover[] {
    return [...this.byId.values()];
  }
}

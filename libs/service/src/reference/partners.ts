import { type Data } from '@satupintu/events';

export type Accreditation = Data<'PartnerAccredited'>;

/** Which local complaint apps are accredited, on what ground, from when to when: every version of each partner. */
export class Partners {
  private readonly versions = new Map<string, readonly Accreditation[]>();

  accredited(accreditation: Accreditation): void {
    const known = this.versionsOf(accreditation.partner);
    if (known.some(({ version }) => version === accreditation.version)) return;
    this.versions.set(accreditation.partner, [...known, accreditation]);
  }

  /** An end can be brought forward, never put off: that is a new version. */
  ended({ partner, version, to }: Data<'PartnerAccreditationEnded'>): void {
    const known = this.versionsOf(partner).map((each) =>
      each.version === version && (each.to === undefined || to < each.to) ? { ...each, to } : each,
    );
    if (known.length > 0) this.versions.set(partner, known);
  }

  /** In the order in which they were given. */
  versionsOf(partner: string): readonly Accreditation[] {
    return this.versions.get(partner) ?? [];
  }

  /** The last version that was given, also one that has ended or is still to begin. */
  get(partner: string): Accreditation | undefined {
    return this.versionsOf(partner).at(-1);
  }

  all(): readonly Accreditation[] {
    return [...this.versions.values()].flat();
  }

  /** The version that counts at an instant: the last given of those that have begun, unless that one has ended. */
  at(partner: string, instant: string): Accreditation | undefined {
    const last = this.versionsOf(partner).findLast(({ from }) => from <= instant);
    return last === undefined || (last.to !== undefined && last.to <= instant) ? undefined : last;
  }

  isAccredited(partner: string, at: string): boolean {
    return this.at(partner, at) !== undefined;
  }
}

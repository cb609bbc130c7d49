import { type Data } from '@satupintu/events';

export type Accreditation = Data<'PartnerAccredited'>;

/** Which local complaint apps are accredited, on what ground, from when to when; the latest version of each counts. */
export class Partners {
  private readonly latest = new Map<string, Accreditation>();

  accredited(accreditation: Accreditation): void {
    const known = this.latest.get(accreditation.partner);
    if (!known || known.version < accreditation.version)
      this.latest.set(accreditation.partner, accreditation);
  }

  ended({ partner, version, to }: Data<'PartnerAccreditationEnded'>): void {
    const known = this.latest.get(partner);
    if (known?.version === version) this.latest.set(partner, { ...known, to });
  }

  /** The latest accreditation of a partner, also one that has ended. */
  get(partner: string): Accreditation | undefined {
    return this.latest.get(partner);
  }

  all(): readonly Accreditation[] {
    return [...this.latest.values()];
  }

  isAccredited(partner: string, at: string): boolean {
    const known = this.latest.get(partner);
    return known !== undefined && known.from <= at && (known.to === undefined || at < known.to);
  }
}

/** A fact that counted, as the log holds it: all that an outsider needs to say who had to be told. */
export interface Counted {
  readonly id: string;
  readonly type: string;
  readonly data: any;
}

/** Who is told of which fact. */
export interface Implied {
  readonly factId: string;
  readonly organisation: string;
}

interface Part {
  readonly organisation: string;
  leads: boolean;
  state: 'open' | 'answered' | 'declined' | 'gone';
}

const untold = new Set(['ComplaintFiled', 'IdentityViewed', 'IdentityRequested']);
const closings = new Set(['ReporterConfirmed', 'ReporterWithdrew', 'ReplyWindowElapsed']);

/**
 * What the facts of one case imply for the feeds of the bodies, said a second time: from facts alone, by rules that are
 * written down here and share nothing with the services. Everybody with a part before or after a fact hears of it; of one
 * that is about a single part only its body and the lead do.
 */
export function impliedFeed(facts: readonly Counted[]): Implied[] {
  const life = new Life();
  return facts.flatMap((fact) => {
    const before = life.concerned(fact);
    life.takeIn(fact);
    if (untold.has(fact.type)) return [];
    const organisations = new Set([...before, ...life.concerned(fact)]);
    return [...organisations].map((organisation) => ({ factId: fact.id, organisation }));
  });
}

class Life {
  private readonly parts = new Map<string, Part>();
  private readonly clocks = new Map<string, string | undefined>();
  private owner = '';

  concerned({ data }: Counted): string[] {
    const about: string | undefined = data.dispositionId ?? this.clocks.get(data.clockId);
    return [...this.parts]
      .filter(([id, part]) => this.takesPart(part) && (about === undefined || id === about || part.leads))
      .map(([, { organisation }]) => organisation);
  }

  takeIn({ type, data }: Counted): void {
    const part = this.parts.get(data.dispositionId);
    if (type === 'DispositionOffered') {
      for (const each of this.parts.values())
        if (each.leads && each.state === 'declined') each.state = 'gone';
      this.begin(data, true);
      this.owner = data.organisation;
    } else if (type === 'ContributorInvited') this.begin(data, false);
    else if (type === 'TriageRequested' || type === 'ArbitrationRequested')
      this.owner = data.owner.organisation;
    else if (type === 'DispositionDeclined' && part) part.state = part.leads ? 'declined' : 'gone';
    else if (type === 'ContributorReleased' && part) part.state = 'gone';
    else if (type === 'SubstantiveAnswerGiven' && part) part.state = 'answered';
    else if (type === 'LeadHandedOver') this.handOver(data);
    else if (type === 'ReporterDisputed' || type === 'ReporterReopened') this.reopen();
    else if (type === 'ClockStarted') this.clocks.set(data.clockId, data.dispositionId);
    else if (closings.has(type)) this.close();
  }

  private takesPart({ state, leads, organisation }: Part): boolean {
    return (
      state === 'open' ||
      state === 'answered' ||
      (state === 'declined' && leads && this.owner === organisation)
    );
  }

  private begin({ dispositionId, organisation }: any, leads: boolean): void {
    this.parts.set(dispositionId, { organisation, leads, state: 'open' });
  }

  private handOver({ from, to }: any): void {
    const [before, after] = [this.parts.get(from), this.parts.get(to)];
    if (before) before.leads = false;
    if (!after) return;
    after.leads = true;
    this.owner = after.organisation;
  }

  private reopen(): void {
    for (const part of this.parts.values()) if (part.leads && part.state === 'answered') part.state = 'open';
  }

  private close(): void {
    for (const part of this.parts.values()) if (part.state === 'open') part.state = 'gone';
  }
}

import {
  type Calendar,
  type Directory,
  type Fact,
  isComplaintFact,
  type RoutingPolicy,
  type SlaPolicy,
} from '@satupintu/events';
import { Appointments } from './appointments';
import { Handovers } from './handovers';
import { Partners } from './partners';
import { sharing } from './sharing';
import { Versions } from './versions';

/** What the reference facts read so far come to. */
export class ReferenceBook {
  readonly directories = new Versions<Directory>();
  readonly routingPolicies = new Versions<RoutingPolicy>();
  readonly slaPolicies = new Versions<SlaPolicy>();
  readonly calendars = new Versions<Calendar>();
  readonly appointments = new Appointments();
  readonly handovers = new Handovers();
  readonly partners = new Partners();
  readonly models: Fact<'ModelPublished'>[] = [];
  private readonly seen = new Set<string>();

  has(factId: string): boolean {
    return this.seen.has(factId);
  }

  /** False for a fact that came before. */
  fold(fact: Fact): boolean {
    if (this.seen.has(fact.id)) return false;
    this.seen.add(fact.id);
    this.enter(fact);
    return true;
  }

  private enter(fact: Fact): void {
    if (isComplaintFact(fact))
      throw new Error(`${fact.type} does not belong on the topic of reference facts`);
    switch (fact.type) {
      case 'DirectoryPublished':
        this.directories.add(sharing(fact.data, this.directories.all().at(-1)));
        break;
      case 'RoutingPolicyPublished':
        this.routingPolicies.add(fact.data);
        break;
      case 'SlaPolicyPublished':
        this.slaPolicies.add(fact.data);
        break;
      case 'CalendarPublished':
        this.calendars.add(fact.data);
        break;
      case 'ModelPublished':
        this.models.push(fact);
        break;
      case 'AppointmentMade':
        this.appointments.made(fact.data);
        break;
      case 'AppointmentEnded':
        this.appointments.ended(fact.data);
        break;
      case 'AppointmentSeen':
        this.appointments.wasSeen(fact.data);
        break;
      case 'UnitHandedOver':
        this.handovers.said(fact);
        break;
      // Told and proven here; whoever acts on them keeps what it needs.
      case 'FeedDeliveryStopped':
      case 'FeedDeliveryResumed':
        break;
      case 'PartnerAccredited':
        this.partners.accredited(fact.data);
        break;
      case 'PartnerAccreditationEnded':
        this.partners.ended(fact.data);
        break;
    }
  }
}

import { type Calendar, type Directory, type Fact, type RoutingPolicy, type SlaPolicy } from '@satupintu/events';
import { Appointments } from './appointments';
import { Versions } from './versions';

/** What the reference facts read so far come to. */
export class ReferenceBook {
  readonly directories = new Versions<Directory>();
  readonly routingPolicies = new Versions<RoutingPolicy>();
  readonly slaPolicies = new Versions<SlaPolicy>();
  readonly calendars = new Versions<Calendar>();
  readonly appointments = new Appointments();
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
    switch (fact.type) {
      case 'DirectoryPublished': return this.directories.add(fact.data);
      case 'RoutingPolicyPublished': return this.routingPolicies.add(fact.data);
      case 'SlaPolicyPublished': return this.slaPolicies.add(fact.data);
      case 'CalendarPublished': return this.calendars.add(fact.data);
      case 'ModelPublished': return void this.models.push(fact);
      case 'AppointmentMade': return this.appointments.made(fact.data);
      case 'AppointmentEnded': return this.appointments.ended(fact.data);
      default: throw new Error(`${fact.type} does not belong on the topic of reference facts`);
    }
  }
}

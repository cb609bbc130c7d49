import { Injectable } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { forbidden, Problem } from '@satupintu/service';
import { Desk } from '../desk/desk.provider';
import { type Partner } from './updates.provider';

/** Lets in the app of an accredited body, and nobody else. */
@Injectable()
export class PartnerGate {
  constructor(private readonly desk: Desk) {}

  /** @throws Problem 403 `forbidden`, the same for any other body; `not-accredited` */
  admit({ role, organisation, subject }: Person, asked: string): Partner {
    if (role !== 'channel' || organisation !== asked) throw forbidden();
    const { reference, clock } = this.desk.deps;
    if (reference.partners.isAccredited(organisation, clock.now())) return { organisation, subject };
    throw new Problem(403, 'not-accredited', 'Your app is not accredited, or not any more.');
  }

  /** Its own officers may look at what their app sent, and so may the national manager. */
  admitReader(person: Person, asked: string): void {
    if (person.role === 'national') return;
    if (person.role === 'coordinator' && person.organisation === asked) return;
    this.admit(person, asked);
  }
}

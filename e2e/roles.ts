/** Who there is, what there is to see, and who may: the contract's table of roles, said once more and by hand. */
export interface Person {
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  readonly unit?: string;
}

export const house = 'gov.32.04';
export const helper = 'gov.32';
export const stranger = 'gov.33.74';
/** asked for a contribution: one was let go, one declined */
export const released = 'gov.32.73';
export const decliner = 'gov.32.77';
export const health = `${house}/dinas-kesehatan`;
export const helperUnit = `${helper}/dinas-kesehatan`;
/** whose cases are handed over to somebody who arrives */
const social = (organisation: string) => `${organisation}/dinas-sosial`;

const person = (name: string, role: string, organisation: string, unit?: string): Person => ({
  name,
  role,
  organisation,
  ...(unit !== undefined && { unit }),
});

export const people: readonly Person[] = [
  person('the front end that filed', 'channel', house),
  person('another front end', 'channel', stranger),
  person('a front end that is not accredited', 'channel', 'gov.33'),
  person('the liaison of the unit', 'liaison', house, health),
  person('a liaison of another unit', 'liaison', house, social(house)),
  person('a liaison of the body itself', 'liaison', house),
  person('the liaison of a contributor', 'liaison', helper, helperUnit),
  person('a liaison elsewhere', 'liaison', stranger, `${stranger}/dinas-kesehatan`),
  person('the coordinator', 'coordinator', house),
  person('the coordinator of a contributor', 'coordinator', helper),
  person('the coordinator of a contributor that was let go', 'coordinator', released),
  person('the coordinator of a contributor that declined', 'coordinator', decliner),
  person('a coordinator elsewhere', 'coordinator', stranger),
  person('the coordinator above elsewhere', 'coordinator', 'gov.33'),
  person('the national manager', 'national', 'nat.panrb'),
  person('the head of the body', 'executive', house),
  person('the head of the province', 'executive', helper),
  person('the head of a contributor that was let go', 'executive', released),
  person('the head of a contributor that declined', 'executive', decliner),
  person('a head elsewhere', 'executive', stranger),
  person('an analyst of the centre', 'analyst', 'ombudsman'),
  person('an analyst of the province', 'analyst', 'ombudsman', 'ombudsman/32'),
  person('an analyst elsewhere', 'analyst', 'ombudsman', 'ombudsman/33'),
  person('an operator', 'ops', 'nat.panrb'),
];

/** Ids of a case of the world under test, and of what belongs to it. */
export interface Ids {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly receiptCode: string;
  /** of the lead, and of the contributor */
  readonly dispositionId: string;
  readonly contributionId: string;
  readonly clockId: string;
  /** the reporter's, and what the contributor gave the lead */
  readonly attachmentId: string;
  readonly contributedId: string;
  readonly examinationId: string;
  /** of a unit of the body that leads, `dinas-sosial` */
  readonly handoverId: string;
}

/** What decides who sees a case. */
export interface Facts {
  readonly filedBy: string;
  readonly province: string;
  readonly restricted: boolean;
  /** the lead, and the contributor */
  readonly parts: readonly [Part, Part];
  readonly declined: string;
}
export interface Part {
  readonly organisation: string;
  readonly unit: string;
}
export type Known = Ids & { readonly facts: Facts };

const within = (code: string, above: string) => code === above || code.startsWith(`${above}.`);
const isOf = (p: Person, { organisation, unit }: Part): boolean =>
  p.organisation === organisation && (p.role === 'coordinator' || (p.role === 'liaison' && p.unit === unit));
export const inScope = (p: Person, { province }: Facts): boolean =>
  p.role === 'analyst' && (p.unit === undefined || p.unit.endsWith(`/${province}`));

/** Leads the case for its body. */
export const leads = (p: Person, { parts: [lead] }: Facts): boolean => isOf(p, lead);
export const contributes = (p: Person, { parts: [, other] }: Facts): boolean => isOf(p, other);
export const takesPart = (p: Person, facts: Facts): boolean => leads(p, facts) || contributes(p, facts);

/** Sees the case. Restricted ones: handlers and supervisors alone. Who was let go sees none, who declined does. */
export function sees(p: Person, facts: Facts): boolean {
  if (p.role === 'national' || inScope(p, facts) || takesPart(p, facts)) return true;
  if (facts.restricted) return false;
  const bodies = [...facts.parts.map(({ organisation }) => organisation), facts.declined];
  switch (p.role) {
    case 'channel':
      return facts.filedBy === p.organisation;
    case 'coordinator':
      return facts.declined === p.organisation;
    case 'executive':
      return bodies.some((organisation) => within(organisation, p.organisation));
    default:
      return false;
  }
}
/** Sees what goes on between the bodies: whoever takes part, and those who watch. */
export const seesBetween = (p: Person, facts: Facts): boolean =>
  sees(p, facts) && (takesPart(p, facts) || ['national', 'executive', 'analyst'].includes(p.role));
/** Whoever may say that two cases are one. */
export const hasInHand = (p: Person, facts: Facts): boolean => p.role === 'national' || takesPart(p, facts);
/** May ask who the reporter is. */
export const identifies = (p: Person, facts: Facts): boolean => inScope(p, facts) || takesPart(p, facts);
/** Whoever heads the body, the liaison of the unit whose cases pass on, and the national manager. */
export const handsOver = (p: Person, { parts: [{ organisation }] }: Facts): boolean =>
  p.role === 'national' || isOf(p, { organisation, unit: social(organisation) });
/** The apps of bodies know what they filed and what their bodies have a part in, and nothing that is restricted. */
export const appKnows = (p: Person, { filedBy, restricted }: Facts): boolean =>
  p.role === 'channel' && !restricted && p.organisation === filedBy;

/** May ask for lists of a body. */
export function lists(p: Person, organisation: string): boolean {
  switch (p.role) {
    case 'national':
      return true;
    case 'analyst':
      return p.unit === undefined || p.unit.endsWith(`/${organisation.slice(4, 6)}`);
    case 'executive':
      return within(organisation, p.organisation);
    case 'coordinator':
    case 'liaison':
      return organisation === p.organisation;
    default:
      return false;
  }
}
export const own = (p: Person, organisation: string): boolean => p.organisation === organisation;
export const ownOrNational = (p: Person, organisation: string): boolean =>
  p.role === 'national' || own(p, organisation);
/** Triage and arbitration: the body itself and those above it. */
export const decidesFor = (p: Person, organisation: string): boolean =>
  p.role === 'national' || (p.role === 'coordinator' && within(organisation, p.organisation));
/** A feed is bound to no province, so an office of the Ombudsman follows none. */
export const follows = (p: Person, organisation: string): boolean =>
  lists(p, organisation) && !(p.role === 'analyst' && p.unit !== undefined);

import { Type } from '@sinclair/typebox';
import { factsOf } from '../fact-type';
import { Code, Id, Maybe, OrganisationCode, Sealed, Shape, UnitCode } from '../shapes';

const dispositionId = Id;

export const caseworkFacts = factsOf('casework', 'complaints', {
  DispositionAccepted: {
    about: 'The body takes the complaint on.',
    versions: [Shape({ dispositionId, unit: Maybe(UnitCode) })],
  },
  DispositionDeclined: {
    about:
      'The body says it is not competent, on a legal ground, and names who is. It stays accountable until the next step.',
    versions: [
      Shape({
        dispositionId,
        ground: Type.String({ minLength: 1, maxLength: 500 }),
        proposed: OrganisationCode,
        words: Sealed,
      }),
    ],
  },
  UnitAssigned: {
    about: 'A unit of the body is named to handle the complaint.',
    versions: [Shape({ dispositionId, unit: UnitCode })],
  },
  AgencyQuestionAsked: {
    about: 'The body asks the reporter for what it needs.',
    versions: [Shape({ dispositionId, questionId: Id, words: Sealed })],
  },
  FirstAnswerGiven: {
    about: 'An acknowledgement or a first word; it stops first_follow_up, not resolve.',
    versions: [Shape({ dispositionId, answerId: Id, words: Sealed, attachments: Type.Array(Id) })],
  },
  SubstantiveAnswerGiven: {
    about: 'The answer in substance. The lead’s is the public answer to the reporter.',
    versions: [
      Shape({
        dispositionId,
        answerId: Id,
        words: Sealed,
        attachments: Type.Array(Id),
        /** why it does not wait for contributions that were required; between the bodies */
        reason: Maybe(Sealed),
      }),
    ],
  },
  ContributorInvited: {
    about: 'Another body is asked for a contribution, with its own disposition and clock.',
    versions: [
      Shape({ dispositionId, organisation: OrganisationCode, unit: Maybe(UnitCode), words: Sealed }),
      Shape({
        dispositionId,
        organisation: OrganisationCode,
        unit: Maybe(UnitCode),
        words: Sealed,
        /** the case is not answered in substance without it, unless the lead says why */
        required: Type.Boolean(),
        /** the contribution that another body declined */
        replaces: Maybe(Id),
      }),
    ],
    // In the first version no answer waited for a contribution.
    upcasts: [(data) => ({ ...data, required: false })],
  },
  ContributorReleased: {
    about: 'A contribution is no longer needed.',
    versions: [Shape({ dispositionId, reason: Code })],
  },
  ThreadMessagePosted: {
    about: 'A message between the bodies on a case. The reporter does not see it.',
    versions: [Shape({ messageId: Id, words: Sealed })],
  },
  IdentityRequested: {
    about:
      'A handler asks to see who the reporter is, and says why. Intake records the look before anything is opened.',
    versions: [Shape({ purpose: Type.String({ minLength: 1, maxLength: 500 }) })],
  },
  MergeAsked: {
    about: 'Asked on the follower: let this case follow another one.',
    versions: [Shape({ mergeId: Id, into: Id, words: Maybe(Sealed) })],
  },
  MergeAccepted: {
    about: 'Written first to the lead, then to the follower: the follower goes with the lead from now on.',
    versions: [Shape({ mergeId: Id, lead: Id, follower: Id })],
  },
  MergeRefused: {
    about: 'The lead cannot take the follower; the follower goes on alone.',
    versions: [Shape({ mergeId: Id, lead: Id, follower: Id, reason: Code })],
  },
  MergeUndone: {
    about: 'Follower and lead are apart again; the follower’s life goes on where it stopped.',
    versions: [Shape({ mergeId: Id, lead: Id, follower: Id, words: Maybe(Sealed) })],
  },
  LeadOffered: {
    about:
      'The body that leads asks another one on the case to lead it. Nothing changes until that one takes it on.',
    versions: [Shape({ from: Id, to: Id, words: Maybe(Sealed) })],
  },
  LeadOfferWithdrawn: {
    about: 'The body that leads takes its offer of the lead back; it goes on leading.',
    versions: [Shape({ from: Id, to: Id, words: Sealed })],
  },
  LeadOfferRefused: {
    about: 'The body that was asked to lead will not; it goes on contributing.',
    versions: [Shape({ from: Id, to: Id, words: Sealed })],
  },
  LeadHandedOver: {
    about: 'The lead passes from one body on the case to another.',
    versions: [Shape({ from: Id, to: Id, words: Maybe(Sealed) })],
  },
});

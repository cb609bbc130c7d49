import { type LadderStep, type SlaPolicy, type SlaRule } from '@satupintu/events';
import { isTakenOver, type Scheduled, scheduledAfter, takenOver } from './scheduled';
import { versionName } from './versions';

/** What holds for the whole case; each is published as a whole, or stays as it was. */
type OfTheCase = Pick<SlaPolicy, 'merging' | 'afterClosing' | 'waitsForDelivery'>;

/** A change of limits as it is published: rules by key over those in force, the ladder as a whole. */
export interface PolicyAmendment extends OfTheCase {
  readonly effectiveFrom: string;
  readonly rules?: readonly SlaRule[];
  readonly ladder?: readonly LadderStep[];
  /** whole ladders of classes that climb otherwise */
  readonly ladders?: Readonly<Record<string, readonly LadderStep[]>>;
  /** a body's own stricter limits, by rule key */
  readonly organisations?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const ofTheCase = ({ merging, afterClosing, waitsForDelivery }: OfTheCase): OfTheCase => ({
  ...(merging && { merging }),
  ...(afterClosing && { afterClosing }),
  ...(waitsForDelivery && { waitsForDelivery }),
});

type Ladders = NonNullable<SlaPolicy['ladders']>;
function laddersOver(previous: Ladders = {}, posted: PolicyAmendment['ladders'] = {}): Ladders {
  const changed: Ladders = Object.fromEntries(Object.entries(posted).map(([of, steps]) => [of, [...steps]]));
  return { ...previous, ...changed };
}

type Limits = NonNullable<SlaPolicy['organisations']>;
function limitsOver(previous: Limits = {}, posted: PolicyAmendment['organisations'] = {}): Limits {
  const changed = Object.entries(posted).map(([code, own]) => [code, { ...previous[code], ...own }] as const);
  return { ...previous, ...Object.fromEntries(changed) };
}

/** The whole version that an amendment makes of the one in force. */
export function amendPolicy(previous: SlaPolicy, posted: PolicyAmendment): SlaPolicy {
  const rules = new Map([...previous.rules, ...(posted.rules ?? [])].map((rule) => [rule.key, rule]));
  const organisations = limitsOver(previous.organisations, posted.organisations);
  const ladders = laddersOver(previous.ladders, posted.ladders);
  const content: Omit<SlaPolicy, 'version'> = {
    effectiveFrom: posted.effectiveFrom,
    rules: [...rules.values()],
    ladder: [...(posted.ladder ?? previous.ladder)],
    ...(Object.keys(ladders).length > 0 && { ladders }),
    ...(Object.keys(organisations).length > 0 && { organisations }),
    ...ofTheCase(previous),
    ...ofTheCase(posted),
  };
  return { version: versionName(posted.effectiveFrom, previous.version, content), ...content };
}

const ruleOf = ({ rules }: SlaPolicy, key: string) => rules.find((rule) => rule.key === key);

/** What of an amendment holds in a later version: what that one did not settle otherwise. */
function holdingIn({ version, over }: Scheduled<SlaPolicy>, posted: PolicyAmendment): PolicyAmendment {
  const { rules = [], ladder, ladders, organisations = {} } = posted;
  const limits = Object.entries(organisations).map(
    ([code, own]) =>
      [code, takenOver(own, version.organisations?.[code], over.organisations?.[code])] as const,
  );
  return {
    effectiveFrom: version.effectiveFrom,
    rules: rules.filter(({ key }) => isTakenOver(ruleOf(version, key), ruleOf(over, key))),
    ...(ladder && isTakenOver(version.ladder, over.ladder) && { ladder }),
    ladders: takenOver(ladders, version.ladders, over.ladders),
    organisations: Object.fromEntries(limits.filter(([, own]) => Object.keys(own).length > 0)),
    ...takenOver<unknown>({ ...ofTheCase(posted) }, { ...version }, { ...over }),
  };
}

/** The versions that take effect after an amendment, made anew so that none of them loses it. */
export const amendLaterPolicies = (published: readonly SlaPolicy[], posted: PolicyAmendment): SlaPolicy[] =>
  scheduledAfter(published, posted.effectiveFrom).map((later) =>
    amendPolicy(later.version, holdingIn(later, posted)),
  );

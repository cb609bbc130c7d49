import { type Directory, type Organisation, type UnitRule } from '@satupintu/events';
import { type PolicyFault } from '../clocks/check-calendar';
import { versionName } from '../clocks/versions';

/** A change of the directory as it is published; what it does not name stays. */
export interface DirectoryAmendment {
  /** local date of the nation; not before that of the version it amends */
  readonly effectiveFrom: string;
  /** whole rows: they replace the organisation of their code, or add one */
  readonly organisations?: readonly Organisation[];
  /** codes of organisations that are no more */
  readonly retire?: readonly string[];
  /** each replaces the rules of its name for the same `only`; without levels it takes them away */
  readonly unitRules?: readonly UnitRule[];
  readonly affairs?: Directory['affairs'];
  readonly note?: string;
}

/** Later ones over earlier ones of the same key, in the place of the earlier. */
export function over<T>(previous: readonly T[], posted: readonly T[], keyOf: (row: T) => string): T[] {
  const rows = new Map(previous.map((row) => [keyOf(row), row]));
  for (const row of posted) rows.set(keyOf(row), row);
  return [...rows.values()];
}

const ruleKey = ({ name, only }: UnitRule) => [name, ...[...(only ?? [])].sort()].join('|');

/** An amendment takes effect with the version that it amends or later: a version from before would never be in force. */
export const notBefore = (previous: string, posted: string): string =>
  posted > previous.slice(0, 10) ? posted : previous.slice(0, 10);

/** The whole version that an amendment makes of the one in force. */
export function amendDirectory(previous: Directory, posted: DirectoryAmendment): Directory {
  const { organisations = [], retire = [], unitRules = [], affairs = [], note } = posted;
  const gone = new Set(retire);
  const effectiveFrom = notBefore(previous.effectiveFrom, posted.effectiveFrom);
  const content: Omit<Directory, 'version'> = {
    effectiveFrom,
    source: previous.source,
    ...(note !== undefined && { note }),
    affairs: over(previous.affairs, affairs, ({ code }) => code),
    organisations: over(previous.organisations, organisations, ({ code }) => code).filter(
      ({ code }) => !gone.has(code),
    ),
    unitRules: over(previous.unitRules, unitRules, ruleKey).filter(({ levels }) => levels.length > 0),
    ...(previous.districts && { districts: previous.districts }),
  };
  return { version: versionName(effectiveFrom, previous.version, posted), ...content };
}

/** Faults of the amendment itself, that the version made of it no longer shows. */
export function checkAmendment(posted: DirectoryAmendment, previous: Directory): PolicyFault[] {
  const known = new Set(previous.organisations.map(({ code }) => code));
  const named = new Set<string>();
  const repeated = (posted.organisations ?? []).flatMap(({ code }, at) => {
    const before = named.has(code);
    named.add(code);
    return before ? [{ pointer: `/organisations/${at}/code`, detail: `${code} is there before` }] : [];
  });
  const retired = (posted.retire ?? []).flatMap((code, at) => {
    if (named.has(code)) return [{ pointer: `/retire/${at}`, detail: `${code} is added as well as retired` }];
    return known.has(code) ? [] : [{ pointer: `/retire/${at}`, detail: `${code} is not known` }];
  });
  return [...repeated, ...retired];
}

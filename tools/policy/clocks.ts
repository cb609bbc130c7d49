import {
  checkCalendar,
  checkPolicy,
  checkWhole,
  type DirectoryIndex,
  type Known,
  standardKinds,
} from '@satupintu/domain';
import { Calendar, ComplaintClass, SlaPolicy } from '@satupintu/events';
import { type DataFault, faultIn, shapeFaults } from './fault';

const knownTo = (directory: DirectoryIndex): Known => ({
  region: (code) => directory.regionName(code) !== undefined,
  organisation: (code) => directory.exists(code),
  unit: (code) => directory.unit(code) !== undefined,
});

export function calendarFaults(file: string, calendar: Calendar, directory: DirectoryIndex): DataFault[] {
  const wrong = [...checkCalendar(calendar, knownTo(directory)), ...checkWhole(calendar)];
  return [
    ...shapeFaults(file, Calendar, calendar),
    ...wrong.map(({ pointer, detail }) => faultIn(file)(pointer, detail)),
  ];
}

export function slaFaults(file: string, policy: SlaPolicy, directory: DirectoryIndex): DataFault[] {
  const fault = faultIn(file);
  const wrong = checkPolicy(policy, policy, knownTo(directory));
  return [
    ...shapeFaults(file, SlaPolicy, policy),
    ...wrong.map(({ pointer, detail }) => fault(pointer, detail)),
    ...policy.rules.flatMap((rule, index) =>
      rule.legalBasis.trim() === '' ? [fault(`/rules/${index}/legalBasis`, 'says on what it rests')] : [],
    ),
    ...unregulated(policy).map((what) => fault('/rules', `no rule for ${what}`)),
  ];
}

/** Kinds and classes for which a clock must be, and no rule says how long. An aspiration has no deadline, only reviews. */
function unregulated({ rules }: SlaPolicy): string[] {
  const covers = (kind: string, complaintClass: string) =>
    rules.some(
      (rule) =>
        rule.kind === kind &&
        (rule.classes === undefined || (rule.classes as string[]).includes(complaintClass)),
    );
  const classes = ComplaintClass['enum'] as string[];
  return [...standardKinds].flatMap((kind) =>
    classes
      .filter((each) =>
        kind === 'resolve' ? each !== 'aspiration' : kind === 'review' ? each === 'aspiration' : true,
      )
      .filter((each) => !covers(kind, each))
      .map((each) => `${kind} of ${each}`),
  );
}

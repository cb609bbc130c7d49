import { type Fault } from './oracle';
import { type Told } from './truth';
import { type World } from './world';

const isoOf = (trueTime: number) => new Date(trueTime).toISOString();
const short = (id: string) => id.slice(0, 8);
const shortened = (value: unknown) =>
  JSON.stringify(value).replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '$1');

function line({ record, fact, verdict }: Told): string {
  const what = verdict.kind === 'void' ? `void ${verdict.code}` : verdict.kind;
  const where = `${record.partition}:${record.offset}`.padEnd(6);
  return `  ${where} came ${isoOf(record.trueTime)} at ${fact.at} ${fact.type} (${what}) ${shortened(fact.data)}`;
}

/** What is wrong, then everything the log holds about the complaints concerned, in its order. */
export function traceOf({ truth, published, weather }: World, faults: readonly Fault[]): string[] {
  const named = faults.flatMap(({ complaintId }) => complaintId ?? []);
  // A fault that is about no complaint may be about any.
  const concerned = new Set(named.length > 0 ? named : truth.states.keys());
  return [
    ...faults.map(
      ({ complaintId, what }) => `${complaintId === undefined ? '' : `${short(complaintId)}: `}${what}`,
    ),
    `weather ${JSON.stringify(weather)}`,
    ...published.map(
      ({ type, at, data }) => `  published ${at} ${type} ${'version' in data ? data.version : ''}`,
    ),
    ...[...concerned].flatMap((id) => [
      `complaint ${short(id)}`,
      ...truth.told.filter(({ fact }) => fact.subject === id).map(line),
    ]),
  ];
}

import { type PolicyFault } from '../clocks/check-calendar';

type Lists = Readonly<Record<string, readonly unknown[] | undefined>>;

/**
 * Where in an amendment a fault of the version lies that it makes: the row that was posted, or `''` where the fault is
 * with what was not posted (a unit that is missing since another one was taken away).
 */
export function asPosted(faults: readonly PolicyFault[], whole: object, posted: object): PolicyFault[] {
  const members = posted as Lists;
  return faults.map(({ pointer, detail }) => {
    const [, member = '', at, rest = ''] = /^\/(\w+)(?:\/(\d+)(?=\/|$))?(.*)$/.exec(pointer) ?? [];
    if (members[member] === undefined) return { pointer: '', detail };
    if (at === undefined) return { pointer: Array.isArray(members[member]) ? '' : pointer, detail };
    const place = members[member].indexOf((whole as Lists)[member]?.[Number(at)]);
    return { pointer: place < 0 ? '' : `/${member}/${place}${rest}`, detail };
  });
}

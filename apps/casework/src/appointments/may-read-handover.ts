import { mayHandle, type Person } from '@satupintu/domain';
import { type Handover } from '@satupintu/service';

/** Whoever heads the body, the liaison of the place that gives or takes, and the national manager. */
export function mayReadHandover(person: Person, { data }: Handover): boolean {
  if (person.role === 'national') return true;
  const { organisation, unit, toUnit } = data;
  return [unit, toUnit ?? unit].some((place) =>
    mayHandle(person, { organisation, ...(place !== undefined && { unit: place }) }),
  );
}

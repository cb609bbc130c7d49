import { type CategoryIndex } from '@satupintu/domain';
import { type Fault, Problem } from '@satupintu/service';
import { type ComplaintBody } from './complaint-body';
import { type Regions } from './regions';

/** Lists that a filing may refer to. */
export interface Lists {
  readonly regions: Regions;
  readonly categories: CategoryIndex;
}

const isDay = (date: string) => {
  const at = Date.parse(`${date}T00:00:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
};

/** What a schema cannot say about the form of a filing. @throws Problem 400 */
export function checkForm(body: ComplaintBody): void {
  const errors: Fault[] = [];
  const fault = (pointer: string, detail: string) => errors.push({ pointer, detail });
  if (body.text.trim() === '') fault('/text', 'must not be empty');
  if (body.occurredOn !== undefined && !isDay(body.occurredOn))
    fault('/occurredOn', 'is not a day of the calendar');
  if (body.capturedAt !== undefined && Number.isNaN(Date.parse(body.capturedAt)))
    fault('/capturedAt', 'is not an instant');
  if (errors.length > 0) throw new Problem(400, 'invalid-body', 'The body has faults.', { errors });
}

const unknown = (what: string, pointer: string, detail: string) =>
  new Problem(422, `unknown-${what}`, detail, { errors: [{ pointer, detail }] });

/** A refusal where the filing names a region or a category that does not exist; undefined where all is known. */
export function unknownName(body: ComplaintBody, { regions, categories }: Lists): Problem | undefined {
  const region = body.place?.regionCode;
  if (region !== undefined && !regions.has(region)) {
    return unknown('region', '/place/regionCode', 'There is no region with this code.');
  }
  if (body.category !== undefined && categories.resolve(body.category) === undefined) {
    return unknown('category', '/category', 'There is no category with this code or name.');
  }
  return undefined;
}

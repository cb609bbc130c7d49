import { Client } from '../client';
import { inventedAt, numbers, regencies } from '../twin-texts';
import { inboxOf, type Kind, kinds, type Life } from './lives';
import { People } from './people';

const day = 86_400_000;
const daysBetween = 2;
/** So many days before now a case must be filed that is closed by the reporter's silence, and that is escalated to the top. */
const rounds = 16;

/** When the first of the lives below begins. */
export const beginning = (now: number) => new Date(now - rounds * daysBetween * day).toISOString();

interface Planned {
  readonly life: Life;
  readonly begins: number;
}

function planned(bodies: number): Planned[] {
  const next = numbers(20260217);
  const elsewhere = regencies.filter((region) => region !== inboxOf).slice(0, bodies);
  return kinds.flatMap((kind, nth) =>
    [inboxOf, ...elsewhere].map((region, n) => {
      const { text } = inventedAt(regencies.indexOf(region), next);
      const latest = rounds - kind.steps.length;
      // What was begun in the first days is over at the end; what is open was begun in the last ones.
      const begins = kind.open ? latest : (nth + n) % Math.max(1, latest - 8);
      return { life: { kind, region, text, complaints: [] }, begins };
    }),
  );
}

/**
 * Leads example lives of every kind, in so many regencies, by the calls that people use. Days pass between two steps,
 * on a virtual clock, which stands at `now` in the end: whatever became due on the way was said by the clocks.
 */
export async function leadLives(address: string, bodies: number, now: number): Promise<Life[]> {
  const client = new Client(address);
  const people = new People(client);
  const all = planned(bodies);
  for (let round = 0; round < rounds; round += 1) {
    await routeWhatWaits(
      people,
      all.map(({ life }) => life),
    );
    await client.must('POST', '/v1/dev/settle');
    await Promise.all(all.map(async ({ life, begins }) => stepOf(life.kind, round - begins)?.(people, life)));
    const to = new Date(now - (rounds - 1 - round) * daysBetween * day).toISOString();
    await client.must('POST', '/v1/dev/clock', { to });
  }
  client.close();
  return all.map(({ life }) => life);
}

/** Whom the rules were not sure of, as they are of few of these. */
async function routeWhatWaits(people: People, lives: readonly Life[]): Promise<void> {
  const waiting = new Set(await people.waiting());
  for (const { kind, region, complaints } of lives) {
    if (kind.name === 'archived') continue;
    for (const filed of complaints.filter(({ complaintId }) => waiting.has(complaintId))) {
      const to = { organisation: `gov.${region}`, reason: 'Kewenangan kabupaten.' };
      await people.triages(filed, { action: 'route', ...to });
    }
  }
}

const stepOf = ({ steps }: Kind, nth: number) => (nth < 0 ? undefined : steps[nth]);

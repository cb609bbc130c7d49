import { type Answer, Client } from './client';
import { startLoaded } from './loaded';
import { quantile, report } from './report';
import { inboxOf } from './seed/lives';
import { type Options } from './system';

const CASES = 10_000;
const CALLS = 400;
const WARM = 40;
const body = `gov.${inboxOf}`;

type Call = (path: string) => Promise<Answer['body']>;

async function timings(calls: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let n = -WARM; n < calls; n += 1) {
    const began = performance.now();
    await work(Math.max(0, n));
    if (n >= 0) samples.push(performance.now() - began);
  }
  return samples;
}

interface Page {
  readonly items: readonly { readonly dispositionId: string }[];
  readonly next: string | null;
}

/** All open ones, page by page, as somebody does who scrolls to the end. */
async function cursors(call: Call, path: string): Promise<string[]> {
  const found = [path];
  for (let page = await pageOf(call, path); page.next !== null;) {
    const next = `${path}&cursor=${encodeURIComponent(page.next)}`;
    found.push(next);
    page = await pageOf(call, next);
  }
  return found;
}

const pageOf = async (call: Call, path: string) => (await call(path)) as unknown as Page;

/**
 * Milliseconds for a page of the inbox of a body with many open cases, beside a call that reads one of them, one call
 * at a time over HTTP. `--data`: a folder that was filled; else `--cases` are filled in first.
 */
export async function benchInbox(options: Options): Promise<void> {
  const loaded = await startLoaded({ ...options, cases: options.cases ?? CASES });
  if (!loaded) throw new Error('there is nothing to read');
  const { system, cases, remove } = loaded;
  const client = new Client(system.address);
  try {
    const headers = await client.token('coordinator', body);
    const call: Call = (path) => client.must('GET', path, undefined, headers);
    const inbox = `/v1/dispositions?organisation=${body}&limit=50`;
    const lists = { first: [inbox], ...(await listsOf(call, inbox)) };
    const [one] = (await pageOf(call, inbox)).items;
    const floor = await timings(CALLS, () => call(`/v1/dispositions/${one?.dispositionId}`));
    for (const [name, paths] of Object.entries(lists)) {
      const samples = await timings(CALLS, (n) => call(paths[n % paths.length] ?? inbox));
      report({
        name: `inbox.${name}`,
        value: quantile(samples, 0.99),
        unit: 'ms p99',
        floor: quantile(floor, 0.99),
        detail: {
          p50: quantile(samples, 0.5),
          floorP50: quantile(floor, 0.5),
          ...{ cases, pages: paths.length, calls: CALLS, aim: 20 },
        },
      });
    }
  } finally {
    client.close();
    await system.stop();
    remove();
  }
}

/** What a desk asks for besides its first page. */
async function listsOf(call: Call, inbox: string): Promise<Record<string, readonly string[]>> {
  const [accepted, offered] = ['accepted', 'offered'].map((status) => `${inbox}&status=${status}`);
  return {
    open: await cursors(call, `${inbox}&open=true`),
    accepted: await cursors(call, accepted ?? inbox),
    offered: await cursors(call, offered ?? inbox),
    overdue: [`${inbox}&due=overdue`],
    counts: [`/v1/dispositions/counts?organisation=${body}`],
    firstPage: ['/v1/appointments/me'],
  };
}

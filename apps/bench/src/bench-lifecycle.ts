import { idOf } from '@satupintu/events';
import { Client, load } from './client';
import { complaint } from './complaints';
import { quantile, report } from './report';
import { type Options, startSystem } from './system';
import { OfferWatch } from './watch-offers';

const LANES = 24;

/** File, accept, answer substantively, read it as the Ombudsman: whole lives per second, load generator on the same cores. */
export async function benchLifecycle(options: Options): Promise<void> {
  const system = await startSystem(options);
  const watch = new OfferWatch(system.runtime().databaseUrl);
  try {
    const client = new Client(system.address);
    const coordinator = await client.token('coordinator', 'gov.32.04');
    const analyst = await client.token('analyst', 'ombudsman');
    const times = {
      file: [] as number[],
      visible: [] as number[],
      accept: [] as number[],
      answer: [] as number[],
      oversight: [] as number[],
    };
    const step = async <T>(name: keyof typeof times, work: () => Promise<T>): Promise<T> => {
      const from = performance.now();
      const value = await work();
      times[name].push(performance.now() - from);
      return value;
    };
    const life = async (n: number): Promise<void> => {
      const filed = await step('file', () => client.must('POST', '/v1/complaints', complaint(n)));
      const complaintId = String(filed['complaintId']);
      await step('visible', () => watch.seen(complaintId));
      const path = `/v1/dispositions/${idOf(`offer:${complaintId}:0:lead`)}`;
      await step('accept', () => client.must('POST', `${path}/accept`, {}, coordinator));
      const answer = { kind: 'substantive', text: 'Sudah kami perbaiki pada hari ini, terima kasih.' };
      const { position } = await step('answer', () =>
        client.must('POST', `${path}/answers`, answer, coordinator),
      );
      const seen = await step('oversight', () =>
        client.must(
          'GET',
          `/v1/oversight/cases/${complaintId}?after=${String(position)}`,
          undefined,
          analyst,
        ),
      );
      if (seen['status'] !== 'answered') throw new Error(`case ${complaintId} is ${String(seen['status'])}`);
    };
    await load(LANES, 4_000, life);
    for (const samples of Object.values(times)) samples.length = 0;
    const { perSecond } = await load(LANES, 15_000, life);
    client.close();
    const p99 = Object.fromEntries(
      Object.entries(times).map(([name, samples]) => [`${name}P99Ms`, Math.round(quantile(samples, 0.99))]),
    );
    report({
      name: 'lifecycle.rate',
      value: perSecond,
      unit: '1/s',
      floor: 37,
      detail: { lanes: LANES, ...p99, floorIs: 'best published figure, 16 cores' },
    });
  } finally {
    await watch.close();
    await system.stop();
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Issuer } from './issuer';

interface Sample {
  readonly channel: string;
  readonly operator?: string;
  readonly [member: string]: unknown;
}

const atOnce = 8;

function samplesOf(folder: string): Sample[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Sample[]);
}

/** The same key for the same place in the list, so that filing again after a crash files nothing twice. */
const keyOf = (index: number) => `5a3d1e00-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

/** Files the bundled complaints through the front door, as the channels would. @returns how many */
export async function fileSamples(folder: string, address: string, issuer: Issuer): Promise<number> {
  const samples = samplesOf(folder);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < samples.length; index = next++) {
      const sample = samples[index];
      if (sample) await file(sample, keyOf(index), address, issuer);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return samples.length;
}

async function file(
  { operator, ...body }: Sample,
  key: string,
  address: string,
  issuer: Issuer,
): Promise<void> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'idempotency-key': key };
  if (body.channel !== 'web') {
    const token = await issuer.token({ role: 'channel', organisation: operator ?? 'nat.panrb' });
    headers['authorization'] = `Bearer ${token}`;
  }
  const answer = await fetch(`${address}/v1/complaints`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (answer.status !== 202)
    throw new Error(`a sample was not accepted: ${answer.status} ${await answer.text()}`);
}

/** Nobody has filed anything here yet. */
export async function isUntouched(databaseUrl: string): Promise<boolean> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ filed: boolean }>(
      `select exists (select from intake.accepted) as filed`,
    );
    return rows[0]?.filed === false;
  } finally {
    await client.end();
  }
}

import { type Case, evolve } from '@satupintu/domain';
import { fact, type Fact } from '@satupintu/events';
import { type Difference, LogProof, References, type Tally } from '@satupintu/proof';
import { directory, type Lived } from './some-life';

/** What the proof says of a life. */
export interface Proved {
  readonly differences: readonly Difference[];
  readonly tally: Tally;
}

const since = '2018-01-01T00:00:00.000Z';

/** Proves the log of a life, as `prove-clocks` does with an installation's. */
export function provedLife({
  reference,
  facts,
  newest,
}: Pick<Lived, 'reference' | 'facts' | 'newest'>): Proved {
  const references = new References();
  const about = { subject: 'directory', at: since, by: { role: 'rule' as const } };
  const published: Fact = fact('DirectoryPublished', 'republic', about, directory);
  for (const each of [published, ...reference]) references.take(each);
  const differences: Difference[] = [];
  const proof = new LogProof<Case>(references, evolve, (difference) => differences.push(difference));
  for (const each of facts) proof.take(each);
  return { differences, tally: proof.close(newest, 0) };
}

import { type Reason } from '@satupintu/events';
import { type Candidate } from './candidate';

const percent = (share: number) => `${Math.round(share * 1000) / 10}`;

/** Why a model that was trained is not used. */
export function refusedReason({ cases, candidate, rules, current }: NonNullable<Candidate['gate']>): Reason {
  const [right, best] = [percent(candidate), percent(Math.max(rules, current ?? 0))];
  return {
    kind: 'worse-than-in-use',
    text: `Pada ${cases} laporan terbaru usul pertamanya benar ${right.replace('.', ',')}%, sedangkan yang dipakai sekarang ${best.replace('.', ',')}%.`,
    textEn: `On the latest ${cases} cases its first suggestion was right in ${right}%, that of what is in use in ${best}%.`,
  };
}

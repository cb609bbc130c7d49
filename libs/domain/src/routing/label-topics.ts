import { type RoutingPolicy } from '@satupintu/events';

/** Words of a unit’s name, and the topics that a unit so called has before others with the same affair. */
const duties: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:bina marga|jalan)\b/, ['local-road', 'provincial-road', 'bridge']],
  [/\b(?:sumber daya air|pengairan|irigasi)\b/, ['irrigation', 'drainage']],
  [/\b(?:penataan ruang|tata ruang|cipta karya|perizinan|pelayanan terpadu)\b/, ['building-permit']],
  [/\b(?:pelayanan terpadu|perizinan|penanaman modal)\b/, ['business-licence']],
  [/\b(?:pertamanan|taman)\b/, ['parks-trees']],
  [/\bpenerangan\b/, ['street-light']],
  [/\bkepegawaian\b/, ['local-staff']],
  [/\bpeternakan\b/, ['agriculture']],
  [/\bpuskesmas\b/, ['clinic']],
];
/** Cities mostly give their parks and lamps to the office for housing where none is called after them. */
const sideDuties: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\bpermukiman\b/, ['parks-trees', 'street-light']],
];
const sideShare = 0.3;
const otherShare = 0.15;
const generalShare = 0.4;
const general = /\bpekerjaan umum\b/;
const roadsOrWater = /\b(?:bina marga|sumber daya air|pengairan|irigasi)\b/;

/**
 * How far a label has each topic, 0–1: all topics of its affairs, unless its name says which of them are its own
 * (“Bina Marga” the roads, “Sumber Daya Air” the water).
 */
export function labelTopics(
  name: string,
  affairs: readonly string[],
  organisations: readonly string[],
  policy: RoutingPolicy,
): Record<string, number> {
  const named = (list: typeof duties) =>
    new Set(list.flatMap(([words, keys]) => (words.test(name) ? keys : [])));
  const [own, side] = [named(duties), named(sideDuties)];
  const ownAffairs = new Set(
    policy.topics.flatMap(({ key, affair }) => (own.has(key) && affair !== undefined ? [affair] : [])),
  );
  const rest = general.test(name) ? (roadsOrWater.test(name) ? generalShare : 1) : otherShare;
  const strengthOf = ({ key, affair, organisation }: RoutingPolicy['topics'][number]): number => {
    if (organisations.length > 0)
      return organisation !== undefined && organisations.includes(organisation) ? 1 : 0;
    if (own.has(key)) return 1;
    if (affair !== undefined && affairs.includes(affair)) return ownAffairs.has(affair) ? rest : 1;
    return side.has(key) ? sideShare : 0;
  };
  return Object.fromEntries(
    policy.topics
      .map((topic): [string, number] => [topic.key, strengthOf(topic)])
      .filter(([, strength]) => strength > 0),
  );
}

const ownLevel = 0.7;
const otherLevel = 0.2;

/** A government as such has the topics of its level; less than a unit of its own that has just this one. */
export const governmentTopics = (
  level: 'province' | 'regency',
  { topics }: RoutingPolicy,
): Record<string, number> =>
  Object.fromEntries(
    topics
      .filter(({ competent }) => competent !== 'national')
      .map(({ key, competent }) => [key, competent === level ? ownLevel : otherLevel]),
  );

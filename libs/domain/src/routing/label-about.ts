import { type LabelProfile } from '../learning/label';
import { type RoutingKit } from './decision';

const half = 0.5;

/**
 * What policy and directory say of a label: keywords of its bodies’ topics, or of its affairs where it is no national
 * body; what the bodies handle, and their aliases. It stands for examples where there are few.
 */
export function aboutLabel(
  { organisations, affairs, topics }: Pick<LabelProfile, 'organisations' | 'affairs' | 'topics'>,
  { prepared, directory }: RoutingKit,
): string {
  const handled = organisations.flatMap((code) => {
    const { handles = '', aliases = [] } = directory.organisation(code) ?? {};
    return [handles, ...aliases];
  });
  const own = prepared.policy.topics.filter(({ key, affair, organisation }) =>
    topics
      ? (topics[key] ?? 0) >= half
      : organisations.length > 0
        ? organisation !== undefined && organisations.includes(organisation)
        : affair !== undefined && affairs.includes(affair),
  );
  const keywords = own.flatMap((topic) =>
    topic.keywords.map((keyword) => (typeof keyword === 'string' ? keyword : keyword[0])),
  );
  return [...handled, ...keywords].join(' ');
}

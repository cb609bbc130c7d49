import { type LabelProfile } from '../learning/label';
import { type RoutingKit } from './decision';

/**
 * What policy and directory say of a label: keywords of its bodies’ topics, or of its affairs where it is no national
 * body; what the bodies handle, and their aliases. It stands for examples where there are few.
 */
export function aboutLabel(
  { organisations, affairs }: Pick<LabelProfile, 'organisations' | 'affairs'>,
  { prepared, directory }: RoutingKit,
): string {
  const handled = organisations.flatMap((code) => {
    const { handles = '', aliases = [] } = directory.organisation(code) ?? {};
    return [handles, ...aliases];
  });
  const topics = prepared.policy.topics.filter(({ affair, organisation }) =>
    organisations.length > 0
      ? organisation !== undefined && organisations.includes(organisation)
      : affair !== undefined && affairs.includes(affair),
  );
  const keywords = topics.flatMap((topic) =>
    topic.keywords.map((keyword) => (typeof keyword === 'string' ? keyword : keyword[0])),
  );
  return [...handled, ...keywords].join(' ');
}

import { type LabelProfile } from '../../learning/label';
import { type RoutingKit } from '../decision';
import { aboutLabel } from '../label-about';
import { dutiesOf } from './duties';

/** What directory and policy know of a production label: the affairs of its duty, or the national body that it is. */
export function profileOf(label: string, kit: RoutingKit): LabelProfile {
  const [first = label, duty = ''] = label.split('/', 2);
  const isLocal = first === 'province' || first === 'regency';
  const affairs = isLocal ? dutiesOf(kit.directory).affairsOf(first, duty) : [];
  const organisations = isLocal ? [] : [first];
  const about = `${duty.replaceAll('-', ' ')} ${aboutLabel({ organisations, affairs }, kit)}`;
  return { kind: label, affairs, organisations, regions: [], about };
}

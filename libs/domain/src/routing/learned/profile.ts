import { type LabelProfile } from '../../learning/label';
import { type DirectoryIndex } from '../directory';
import { dutiesOf } from './duties';

/** What the directory knows of a production label: the affairs of its duty, or the national body that it is. */
export function profileOf(label: string, directory: DirectoryIndex): LabelProfile {
  const [first = label, duty = ''] = label.split('/', 2);
  const nothing = { kind: label, affairs: [], organisations: [], regions: [] };
  if (first !== 'province' && first !== 'regency') return { ...nothing, organisations: [first] };
  return { ...nothing, affairs: dutiesOf(directory).affairsOf(first, duty) };
}

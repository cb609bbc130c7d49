import { type DirectoryIndex } from '@satupintu/domain';
import { Directory } from '@satupintu/events';
import { type DataFault, faultIn, repeated, shapeFaults } from './fault';

const fault = faultIn('data/directory');

/** Every body and unit once, parents that exist, a tree without circles, affairs that are known. */
export function directoryFaults(index: DirectoryIndex): DataFault[] {
  const { directory } = index;
  const affairs = new Set(directory.affairs.map(({ code }) => code));
  const unknownAffairs = (pointer: string, codes: readonly string[]) =>
    codes.filter((code) => !affairs.has(code)).map((code) => fault(pointer, `affair ${code} is not known`));
  return [
    ...shapeFaults('data/directory', Directory, directory),
    ...repeated(directory.organisations, ({ code }) => code).map(({ index: at, key }) =>
      fault(`/organisations/${at}/code`, `${key} is there before`),
    ),
    ...directory.organisations.flatMap((organisation, at) => [
      ...parentFaults(index, organisation.code, `/organisations/${at}/parent`),
      ...(organisation.units ?? []).flatMap(({ affairs: codes }, unit) =>
        unknownAffairs(`/organisations/${at}/units/${unit}/affairs`, codes),
      ),
    ]),
    ...directory.unitRules.flatMap((rule, at) => unknownAffairs(`/unitRules/${at}/affairs`, rule.affairs)),
    ...unitFaults(index),
  ];
}

function parentFaults(index: DirectoryIndex, code: string, pointer: string): DataFault[] {
  const parent = index.parentOf(code);
  if (parent !== undefined && !index.exists(parent)) return [fault(pointer, `${parent} is not known`)];
  return index.ancestors(code).includes(code) ? [fault(pointer, `${code} is above itself`)] : [];
}

function unitFaults(index: DirectoryIndex): DataFault[] {
  return index
    .all()
    .flatMap(({ code }) =>
      repeated(index.unitsOf(code), (unit) => unit.code).map(({ key }) =>
        fault('/unitRules', `two rules give ${key}`),
      ),
    );
}

import { checkDirectory, type DirectoryIndex } from '@satupintu/domain';
import { Directory } from '@satupintu/events';
import { type DataFault, faultIn, shapeFaults } from './fault';

const fault = faultIn('data/directory');

/** The checks that a posted version must pass as well, and the shape of the fact. */
export const directoryFaults = (index: DirectoryIndex): DataFault[] => [
  ...shapeFaults('data/directory', Directory, index.directory),
  ...checkDirectory(index).map(({ pointer, detail }) => fault(pointer, detail)),
];

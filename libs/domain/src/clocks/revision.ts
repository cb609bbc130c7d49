import { type Clock } from '../life/case';

/**
 * How often the due time of a clock and its pauses have changed: part of the names of what is said about it. A fact
 * that was overtaken on its way to the log is void there and uses up its name; when the clock comes back to the same
 * due time after a pause or a move, what is said then must not be taken for a repetition. Who sees the same clock says
 * the same name.
 */
export const revisionOf = ({ dueHistory, pauses }: Clock): number => dueHistory.length + pauses.length;

import { type CalendarAmendment } from '@satupintu/domain';
import { type CalendarLayer } from '@satupintu/events';

type Layers = Readonly<Record<string, CalendarLayer>>;
/** An amendment as it is posted: whose days and hours they are may be said by a plain list of codes. */
export type PostedCalendar = Omit<CalendarAmendment, 'regions' | 'organisations'> & {
  readonly regions?: readonly string[] | Layers;
  readonly organisations?: readonly string[] | Layers;
};

const isList = (codes: readonly string[] | Layers | undefined): codes is readonly string[] =>
  Array.isArray(codes);

/** What comes with lists of codes is of those regions and bodies alone, and leaves the nation as it is. */
export function layered(posted: PostedCalendar): CalendarAmendment {
  const { regions, organisations, days, hours, daysOff, ...rest } = posted;
  const differing = { ...(hours && { hours }), ...(daysOff && { daysOff }) };
  const layer: CalendarLayer = { days: [...days], ...differing };
  const layersOf = (codes: readonly string[] | Layers) =>
    isList(codes) ? Object.fromEntries(codes.map((code) => [code, layer])) : codes;
  const national = isList(regions) || isList(organisations) ? { days: [] } : { days, ...differing };
  return {
    ...rest,
    ...national,
    ...(regions && { regions: layersOf(regions) }),
    ...(organisations && { organisations: layersOf(organisations) }),
  };
}

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

/** Days and hours that come with lists of codes are of those regions and bodies alone, and leave the nation as it is. */
export function layered({ regions, organisations, days, hours, ...rest }: PostedCalendar): CalendarAmendment {
  const layer: CalendarLayer = { days: [...days], ...(hours && { hours }) };
  const layersOf = (codes: readonly string[] | Layers) =>
    isList(codes) ? Object.fromEntries(codes.map((code) => [code, layer])) : codes;
  const national =
    isList(regions) || isList(organisations) ? { days: [] } : { days, ...(hours && { hours }) };
  return {
    ...rest,
    ...national,
    ...(regions && { regions: layersOf(regions) }),
    ...(organisations && { organisations: layersOf(organisations) }),
  };
}

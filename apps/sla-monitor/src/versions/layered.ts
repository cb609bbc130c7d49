import { type CalendarAmendment, type PolicyFault } from '@satupintu/domain';
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

/** Pointers into the layers that lists of codes were turned into, as pointers into what was posted; each fault once. */
export function pointedAt(posted: PostedCalendar, faults: readonly PolicyFault[]): PolicyFault[] {
  const inPosted = faults.map(({ pointer, detail }): PolicyFault => {
    const [, name = '', code = '', ...rest] = pointer.split('/');
    const codes = name === 'regions' || name === 'organisations' ? posted[name] : undefined;
    if (!isList(codes)) return { pointer, detail };
    const index = codes.indexOf(code.replaceAll('~1', '/').replaceAll('~0', '~'));
    return { pointer: rest.length > 0 ? `/${rest.join('/')}` : `/${name}/${index}`, detail };
  });
  return [...new Map(inPosted.map((each) => [`${each.pointer} ${each.detail}`, each])).values()];
}

import { type Owner } from '@satupintu/events';

/** The manager of the whole service: owner where no place is known. */
export const NATIONAL_ADMIN = 'nat.panrb';

/**
 * Who is accountable for a complaint from a place while nobody competent is named: the coordinator of the place's
 * government. Jakarta's regencies and cities are administrative: their body is the province (UU 29/2007, UU 2/2024).
 */
export function placeOwner(region: string | undefined): Owner {
  if (region === undefined) return { organisation: NATIONAL_ADMIN };
  if (region.startsWith('31')) return { organisation: 'gov.31' };
  return { organisation: `gov.${region.slice(0, 5)}` };
}

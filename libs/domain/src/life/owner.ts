import { type Owner } from '@satupintu/events';
import { type Case } from './case';

/** National manager of the service: owns what has no place, stands above provinces and national bodies. */
export const NATIONAL_MANAGER = 'nat.panrb';

/**
 * Who is accountable for a complaint from a place while nobody competent is named: the coordinator of the place's
 * government. Jakarta's regencies and cities are administrative: their body is the province (UU 29/2007, UU 2/2024).
 */
export function placeOwner(region: string | undefined): Owner {
  if (region === undefined) return { organisation: NATIONAL_MANAGER };
  if (region.startsWith('31')) return { organisation: 'gov.31' };
  return { organisation: `gov.${region.slice(0, 5)}` };
}

/** Province of the place, or else of the government that owns the case: two digits. */
export function provinceOf({ region, owner }: Case): string | undefined {
  return region?.slice(0, 2) ?? /^gov\.(\d\d)/.exec(owner.organisation)?.[1];
}

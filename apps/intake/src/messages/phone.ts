const fewest = 8;
const most = 15;
/** Indonesia; a number that begins with a nought was dialled within the country. */
const country = '62';

/** A number as gateways want it (E.164 without the plus), from what a person typed; undefined where it is none. */
export function phoneOf(typed: string | undefined): string | undefined {
  const digits = (typed ?? '').replace(/\D/g, '');
  const number = digits.startsWith('00')
    ? digits.slice(2)
    : digits.startsWith('0')
      ? country + digits.slice(1)
      : digits;
  return number.length >= fewest && number.length <= most ? number : undefined;
}

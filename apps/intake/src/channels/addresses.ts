/** Indonesia; a number that begins with a nought was dialled within the country. */
const country = '62';
const fewest = 8;
const most = 15;

/** A telephone number in one form, `+628…`: as people write it at home, as networks write it. Undefined where it is none. */
export function phoneOf(written: string | undefined): string | undefined {
  const digits = (written ?? '').replace(/\D/g, '');
  // `+62 (0)812…` is written, too.
  const number = digits.replace(/^00/, '').replace(/^(62)?0/, country);
  return number.length >= fewest && number.length <= most ? `+${number}` : undefined;
}

/** An address of e-mail in one form. */
export const mailboxOf = (written: string): string => written.trim().toLowerCase();

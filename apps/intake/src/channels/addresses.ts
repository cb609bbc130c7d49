/** A telephone number in one form, `+628…`: as people write it at home, as networks write it. Undefined where it is none. */
export function phoneOf(written: string): string | undefined {
  const digits = written.replace(/[\s().-]/g, '');
  const [, international, national] = /^(?:\+|00)?(62\d{6,13})$|^0(\d{7,13})$/.exec(digits) ?? [];
  if (international !== undefined) return `+${international}`;
  if (national !== undefined) return `+62${national}`;
  return /^(\+|00)?[1-9]\d{6,14}$/.test(digits) ? `+${digits.replace(/^(\+|00)/, '')}` : undefined;
}

/** An address of e-mail in one form. */
export const mailboxOf = (written: string): string => written.trim().toLowerCase();

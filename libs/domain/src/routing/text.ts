/** `Dinas Koperasi, Usaha Kecil dan Menengah` → `dinas-koperasi-usaha-kecil-dan-menengah` */
export const kebab = (name: string): string =>
  plain(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const plainLetters = /^[\x20-\x7e]*$/;

/** Lower case, without accents. */
export const plain = (text: string): string =>
  plainLetters.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase();

/** Advisory locks of partners: accreditations are given one at a time. */
export const locks = { accrediting: [0x0ca5e, 1] as const };

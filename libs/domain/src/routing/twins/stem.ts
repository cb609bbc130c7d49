/** What a prefix hides: `memukul` comes from `pukul`, `menyapu` from `sapu`. The first that fits counts. */
const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^(?:memper|diper|keter)/, ''],
  [/^(?:mem|pem)(?=[bfpv])/, ''],
  [/^(?:mem|pem)(?=[aeiou])/, 'p'],
  [/^(?:meny|peny)(?=[aeiou])/, 's'],
  [/^(?:meng|peng)(?=[ghkq])/, ''],
  [/^(?:meng|peng)/, ''],
  [/^(?:men|pen)(?=[cdjtz])/, ''],
  [/^(?:men|pen)(?=[aeiou])/, 't'],
  [/^(?:me)(?=[lmnrwy])/, ''],
  [/^ke(?=.{3,}an$)/, ''],
  [/^(?:ber|ter|per|di)/, ''],
];
const endings = [/(?:lah|kah|pun|nya)$/, /(?:kan|an|i)$/];
const shortest = 4;

const cut = (word: string, pattern: RegExp, instead = ''): string => {
  const left = word.replace(pattern, instead);
  return left.length >= shortest ? left : word;
};

/**
 * One stem for each word, so that `berlubang` meets `lubang` and `tumpukan` meets `menumpuk`. It may be no word of the
 * language; it only has to be the same one each time.
 */
export function stem(word: string): string {
  if (word.length <= shortest) return word;
  const found = prefixes.find(([prefix, instead]) => cut(word, prefix, instead) !== word);
  const bare = found ? cut(word, found[0], found[1]) : word;
  return endings.reduce((left, ending) => cut(left, ending), bare);
}

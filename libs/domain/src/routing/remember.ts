/** The same pure function, which looks up what it was asked lately; forgets everything when it has grown too much. */
export function remembering<T>(ask: (key: string) => T, most: number): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as T;
    if (known.size >= most) known.clear();
    const answer = ask(key);
    known.set(key, answer);
    return answer;
  };
}

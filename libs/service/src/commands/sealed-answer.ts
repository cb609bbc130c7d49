import { closeBox, type MasterKey, openBox } from '@satupintu/vault';

/** An answer that may hold a secret, as text for the table of answered commands. */
export async function sealAnswer(master: MasterKey, about: string, answer: object): Promise<string> {
  const { masterKey, wrapped, sealed } = await closeBox(master, about, JSON.stringify(answer));
  return JSON.stringify({
    masterKey,
    wrapped: wrapped.toString('base64'),
    sealed: sealed.toString('base64'),
  });
}

/** The answer as it was sealed about the same. */
export async function openAnswer(master: MasterKey, about: string, text: string): Promise<unknown> {
  const kept = JSON.parse(text) as Record<'masterKey' | 'wrapped' | 'sealed', string>;
  const { masterKey } = kept;
  const [wrapped, sealed] = [Buffer.from(kept.wrapped, 'base64'), Buffer.from(kept.sealed, 'base64')];
  return JSON.parse(await openBox(master, about, { masterKey, wrapped, sealed }));
}

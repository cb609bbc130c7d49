import { type Case } from '@satupintu/domain';
import { type Handle } from '@satupintu/log';
import { type Vault } from '@satupintu/vault';

/** Drops cached keys of a complaint as soon as its erasure is seen, before anything is projected from the batch. */
export function forgetting(vault: Vault, handle: Handle<Case>): Handle<Case> {
  return (batch, context) => {
    for (const { fact } of batch) if (fact.type === 'PersonErased') vault.forget(fact.subject);
    return handle(batch, context);
  };
}

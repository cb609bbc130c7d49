import { type Data } from '@satupintu/events';

/** A model that was trained, measured and, where it is used, saved: what a fact says about it. */
export type Candidate = Data<'ModelPublished'>;

/** What a training came to. */
export type Trained =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'too-few'; readonly examples: number; readonly needed: number };

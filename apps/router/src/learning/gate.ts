import { type RoutingInput, type RoutingKit, suggest } from '@satupintu/domain';
import { type Handler, type LearnedModel } from '@satupintu/domain';
import { type Candidate } from './candidate';

/** One of the latest cases, which no training has seen, and who handled it in the end. */
export interface HeldOut {
  readonly input: RoutingInput;
  readonly handler: Handler;
}

export interface Measured {
  /** share whose first suggestion is the body, and its unit where the case names one */
  readonly top1: number;
  /** the same among the first three */
  readonly top3: number;
  /** share that goes to a body without a person */
  readonly routed: number;
  /** share of those that go to the right one */
  readonly routedRight: number;
}

/** Measures whole decisions, as people will meet them; without a model: rules alone. */
export function measure(
  held: readonly HeldOut[],
  { model: _inUse, ...rules }: RoutingKit,
  model?: LearnedModel,
): Measured {
  const kit: RoutingKit = model ? { ...rules, model } : rules;
  const counts = { top1: 0, top3: 0, routed: 0, routedRight: 0 };
  for (const { input, handler } of held) {
    const { decision, suggestions } = suggest(input, kit);
    const rank = suggestions.findIndex((each) => isRight(each, handler));
    if (rank === 0) counts.top1 += 1;
    if (rank >= 0 && rank < 3) counts.top3 += 1;
    if (decision !== 'route') continue;
    counts.routed += 1;
    if (rank === 0) counts.routedRight += 1;
  }
  return {
    top1: share(counts.top1, held.length),
    top3: share(counts.top3, held.length),
    routed: share(counts.routed, held.length),
    routedRight: share(counts.routedRight, counts.routed),
  };
}

const isRight = (
  suggested: { organisation: string; unit?: string | undefined },
  { organisation, unit }: Handler,
) => suggested.organisation === organisation && (unit === undefined || suggested.unit === unit);

const share = (part: number, all: number) => (all === 0 ? 0 : Math.round((part / all) * 10_000) / 10_000);

export interface Gated {
  readonly measured: Measured;
  readonly gate: NonNullable<Candidate['gate']>;
  readonly used: boolean;
}

/** Lets a candidate through that does no worse than what is in use, nor than rules alone. */
export function gated(
  held: readonly HeldOut[],
  kit: RoutingKit,
  candidate: LearnedModel,
  current: LearnedModel | undefined,
): Gated {
  const measured = measure(held, kit, candidate);
  const rules = measure(held, kit).top1;
  const inUse = current && measure(held, kit, current).top1;
  return {
    measured,
    gate: {
      cases: held.length,
      candidate: measured.top1,
      rules,
      ...(inUse !== undefined && { current: inUse }),
    },
    used: measured.top1 >= Math.max(rules, inUse ?? 0),
  };
}

import { isWindow } from './clock';
import { type Life, type Part } from './life';

/** What ended a clock: the event that it waited for, or the end of its part or of the case. */
export interface Ending {
  readonly at: string;
  readonly by: 'event' | 'abandonment';
}

interface Waiting {
  readonly kind: string;
  readonly round: number;
  readonly startedAt: string;
  readonly dispositionId?: string | undefined;
}

function eventOf({ kind, round }: Waiting, life: Life, part: Part | undefined): string | undefined {
  switch (kind) {
    case 'verify_and_forward':
      return life.verifications[round]?.endedAt;
    case 'arbitration':
      return life.arbitrations[round]?.endedAt;
    case 'reporter_information_window':
      return life.questions[round]?.endedAt;
    case 'assign_unit':
      return part?.unitNamedAt ?? part?.rounds[0]?.answeredAt;
    case 'first_follow_up':
      return part?.firstAnswerAt;
    case 'review':
      return part?.substantiveAt;
    case 'reporter_reply_window':
      return part?.rounds[round]?.repliedAt;
    default:
      return part?.rounds[round]?.answeredAt;
  }
}

/** When the part ended that a clock runs for; what waits for the reporter waits on for whoever comes next. */
function partEnds({ kind, startedAt }: Waiting, part: Part | undefined): (string | undefined)[] {
  if (isWindow({ kind })) return [];
  const since = part?.partSince;
  return [part?.endedAt, since !== undefined && startedAt < since ? since : undefined];
}

/** What ends a clock, by what is known of the case: whichever came first. */
export function endingOf(waiting: Waiting, life: Life): Ending | undefined {
  const part = waiting.dispositionId === undefined ? undefined : life.dispositions[waiting.dispositionId];
  const given = [...partEnds(waiting, part), life.closedAt].filter((at) => at !== undefined).sort()[0];
  const event = eventOf(waiting, life, part);
  if (event === undefined || (given !== undefined && given < event))
    return given === undefined ? undefined : { at: given, by: 'abandonment' };
  return { at: event, by: 'event' };
}

import { Injectable } from '@nestjs/common';
import {
  type Case,
  type Correction,
  type Decided,
  triageArchive,
  triageAsk,
  triageRoute,
  type Wish,
} from '@satupintu/domain';
import { type Answered, type Command } from '@satupintu/service';
import { Officers } from './officers.provider';
import { standing } from './shown';
import { type TriageBody } from './triage-shapes';

type Standing = ReturnType<typeof standing>;

/** Carries out what an officer decides on a case that waits. */
@Injectable()
export class Triage {
  constructor(private readonly officers: Officers) {}

  /** @throws Problem 404, 409 with who was faster, 422 */
  decide(command: Command<TriageBody>, complaintId: string): Promise<Answered<Standing>> {
    const { body } = command;
    return this.officers.decide(
      command,
      complaintId,
      (state, wish) => this.carryOut(body, state, wish),
      (_facts, state) => standing(state, body.action === 'route' ? state.lead : undefined),
    );
  }

  /** Is what the decision names in the directory and the category tree? @throws Problem 422 */
  check(body: TriageBody): void {
    this.officers.category(body.category);
    if (body.action === 'route') this.officers.checkTakes(body);
    if (body.action === 'archive' && body.referral !== undefined)
      this.officers.checkExists({ organisation: body.referral });
  }

  private async carryOut(body: TriageBody, state: Case, wish: Wish): Promise<Decided> {
    const { complaintId } = state;
    this.check(body);
    const corrected = await this.correction(body, complaintId);
    switch (body.action) {
      case 'route': {
        const { organisation, unit, reason } = body;
        const words = await this.officers.seal(complaintId, 'reason', { text: reason });
        const versions = this.officers.versions();
        return triageRoute(state, { organisation, unit, words, versions }, wish, corrected);
      }
      case 'archive': {
        const { reasonCode, text, referral } = body;
        const words = await this.officers.seal(complaintId, 'archive', { text });
        return triageArchive(state, { reasonCode, referral, words }, wish, corrected);
      }
      case 'ask': {
        const words = await this.officers.seal(complaintId, 'question', { text: body.question });
        return triageAsk(state, { words }, wish, corrected);
      }
    }
  }

  private async correction(
    { title, class: complaintClass, category, confidential, anonymous }: TriageBody,
    complaintId: string,
  ): Promise<Correction> {
    return {
      class: complaintClass,
      category: this.officers.category(category),
      confidential,
      anonymous,
      words: title === undefined ? undefined : await this.officers.seal(complaintId, 'title', { title }),
    };
  }
}

import { Controller, Inject, Post } from '@nestjs/common';
import { Call, type Deps, SERVICE_DEPS, ValidBody } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { checkAsked, preview } from './preview';
import { PreviewAnswer, PreviewBody } from './shapes';

/** Lets anybody count along. Writes nothing. */
@Controller('v1/clocks')
export class PreviewController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Post('preview')
  @Call({
    summary: 'When a limit would be reached',
    access: 'signed-in',
    body: PreviewBody,
    answer: PreviewAnswer,
  })
  preview(@ValidBody() body: Static<typeof PreviewBody>) {
    checkAsked(body);
    const { reference } = this.deps;
    return preview(body, {
      calendar: reference.calendar(),
      policy: reference.slaPolicy(),
      directory: reference.directory(),
    });
  }
}

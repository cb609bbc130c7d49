import { Controller, Get, Inject } from '@nestjs/common';
import { Shape } from '@satupintu/events';
import { Call, type Deps, SERVICE_DEPS } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { intakeOf } from '../intake';
import { publicJwks } from './receipt';

const Jwks = Shape({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) });

@Controller('v1/jwks')
export class JwksController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({ summary: 'Public keys that receipts are verified with', access: 'public', answer: Jwks })
  async keys(): Promise<object> {
    return publicJwks((await intakeOf(this.deps)).keys);
  }
}

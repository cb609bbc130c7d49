import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { CALL, type CallDescription } from './call';
import { CallMachinery } from './machinery.provider';

/** Lets the machinery look at a request before a controller's method runs. */
@Injectable()
export class CallGuard implements CanActivate {
  constructor(private readonly machinery: CallMachinery) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const description = Reflect.getMetadata(CALL, context.getHandler()) as CallDescription;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.call = await this.machinery.check(description, request);
    return true;
  }
}

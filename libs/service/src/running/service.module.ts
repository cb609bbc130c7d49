import { type DynamicModule, Module } from '@nestjs/common';
import { CallMachinery } from '../calls/machinery.provider';
import { HealthController } from '../http/health.controller';
import { READINESS, type Readiness } from '../http/readiness';
import { type Assembled } from './assemble';
import { type ServiceDefinition } from './definition';
import { SERVICE_DEPS } from './deps';
import { FactsController, HANDLE } from './facts.controller';

export interface ModuleParts extends Assembled {
  readonly definition: ServiceDefinition;
  readonly machinery: CallMachinery;
  readonly readiness: Readiness;
}

/** The one Nest module of a service: its controllers, and what they are made with. */
@Module({})
export class ServiceModule {
  static of({ definition, deps, handle, machinery, readiness }: ModuleParts): DynamicModule {
    const { controllers, providers = [], imports = [] } = definition;
    return {
      module: ServiceModule,
      imports: [...imports],
      controllers: [HealthController, FactsController, ...controllers],
      providers: [
        { provide: SERVICE_DEPS, useValue: deps },
        { provide: HANDLE, useValue: handle },
        { provide: CallMachinery, useValue: machinery },
        { provide: READINESS, useValue: readiness },
        ...providers,
      ],
    };
  }
}

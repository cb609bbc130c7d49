import { type ServiceDefinition } from './definition';
export declare function runService(definition: ServiceDefinition, argv?: readonly string[]): Promise<void>;

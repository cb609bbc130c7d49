import { checkRoutingPolicy, type RoutingData } from '@satupintu/domain';
import { RoutingPolicy } from '@satupintu/events';
import { type DataFault, faultIn, shapeFaults } from './fault';

const file = 'data/routing/policy.json';
const fault = faultIn(file);

/** The checks that a posted policy must pass as well, and the shape of the fact. */
export const routingFaults = (data: RoutingData): DataFault[] => [
  ...shapeFaults(file, RoutingPolicy, data.policy),
  ...checkRoutingPolicy(data).map(({ pointer, detail }) => fault(pointer, detail)),
];

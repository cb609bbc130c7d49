import { type Calendar, type SlaPolicy } from '@satupintu/events';

/** What ships with the program, for tests. */
export const national = jest.requireActual<Calendar>('../../../../data/calendars/national.json');
export const shippedPolicy = jest.requireActual<SlaPolicy>('../../../../data/sla/default.json');

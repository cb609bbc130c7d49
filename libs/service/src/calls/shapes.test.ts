import { Shape } from '@satupintu/events';
import { Type } from '@sinclair/typebox';
import { type Problem } from '../http/problem';
import { type CallDescription } from './call';
import { Shapes } from './shapes';

const ask = Shape({ action: Type.Literal('ask'), question: Type.String() });
const body = Type.Unsafe({
  type: 'object',
  required: ['action'],
  properties: { action: { type: 'string', enum: ['ask'] } },
  allOf: [{ if: { required: ['action'], properties: { action: { const: 'ask' } } }, then: ask }],
});

const faultsOf = (value: unknown): unknown => {
  try {
    return new Shapes().body({ body } as CallDescription, value);
  } catch (error) {
    return (error as Problem).extras;
  }
};

test('a body whose shape depends on its action is told its own faults, and nothing of how that was found out', () => {
  expect(faultsOf({ action: 'ask' })).toEqual({ errors: [{ pointer: '/question', detail: 'is missing' }] });
  expect(faultsOf({})).toEqual({ errors: [{ pointer: '/action', detail: 'is missing' }] });
});

import { UndecodableFact } from '@satupintu/events';
import { isOutage, reasonOf } from './fault';
import { LogUnavailable } from './port';

const coded = (code: string, message = 'x', rest: object = {}): Error =>
  Object.assign(new Error(message), { code, ...rest });

test.each([
  ['the log is away', new LogUnavailable('x')],
  ['a connection is refused', coded('ECONNREFUSED')],
  ['a connection is cut off in mid-flow', new Error('Connection terminated unexpectedly')],
  ['the database shuts down', coded('57P01')],
  ['the database is full', coded('53100')],
  ['the database is read-only', coded('25006')],
  ['two transactions waited for each other', coded('40P01')],
  ['a table is not there yet', coded('42P01')],
  ['a grant is missing', coded('42501')],
  ['somebody says that a retry helps', Object.assign(new Error('x'), { retryable: true })],
])('%s: the loop waits', (_, error) => expect(isOutage(error)).toBe(true));

test.each([
  ['it is not in the vocabulary', new UndecodableFact('unknown-type', 'x')],
  ['a cell does not fit its column', coded('22P02')],
  ['a row breaks a constraint', coded('23502')],
  ['a handler has a bug', new TypeError('undefined is not a function')],
  ['something that is not an error is thrown', 'x'],
])('%s: the fact is parked', (_, error) => expect(isOutage(error)).toBe(false));

test('a reason never quotes what the database quotes', () => {
  const error = coded('22P02', 'invalid input syntax for type integer: "Siti, 0812…"', {
    column: 'phone',
    table: 'person',
  });
  expect(reasonOf(error)).toBe('database 22P02 table person column phone');
});

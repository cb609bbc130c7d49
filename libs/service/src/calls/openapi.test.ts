import { Controller, Get } from '@nestjs/common';
import { callsOf } from './found';
import { mergeOpenApi, openApiOf } from './openapi';
import { fastNote, NotesController } from '../testing/notes.fixture';

const paths = openApiOf(callsOf([NotesController], [fastNote]));

test('every call is described where it is found, fast ones as well', () => {
  expect(Object.keys(paths).sort()).toEqual([
    '/v1/notes',
    '/v1/notes/broken',
    '/v1/notes/mine',
    '/v1/notes/of/{id}',
    '/v1/notes/text/{text}',
    '/v1/notes/withdrawals/{complaintId}',
    '/v1/quick',
  ]);
  expect(paths['/v1/notes']).toMatchObject({
    get: { security: [{ token: [] }], 'x-access': 'signed-in' },
    post: { responses: { 201: expect.anything() }, requestBody: expect.anything() },
  });
});

test('what has an address, and nothing that guards it, is no service', () => {
  @Controller('v1/notes')
  class Unguarded {
    @Get('all')
    all(): object {
      return {};
    }
  }
  expect(() => callsOf([Unguarded])).toThrow('Unguarded.all');
});

test('paths, queries and the headers of every call are parameters', () => {
  const { parameters } = paths['/v1/notes']?.['get'] as { parameters: unknown[] };
  expect(parameters).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'limit', in: 'query', required: false })]),
  );
  expect(JSON.stringify(paths['/v1/notes/of/{id}'])).toContain('"in":"path"');
});

test('fragments of several services make one document', () => {
  const merged = mergeOpenApi([paths, { '/v1/notes': { delete: {} } }]) as { paths: Record<string, object> };
  expect(Object.keys(merged.paths['/v1/notes'] ?? {}).sort()).toEqual(['delete', 'get', 'post']);
});

import { makeLogger } from './logger';

function logged(write: (logger: ReturnType<typeof makeLogger>) => void): string {
  let lines = '';
  write(makeLogger('intake', 'info', { write: (line: string) => void (lines += line) }));
  return lines;
}

test('what may be words or persons is blanked, up to three levels deep', () => {
  const person = {
    name: 'Budi Santoso',
    phone: '+6281299998888',
    email: 'budi@example.org',
    nationalId: '3201010101010001',
  };
  const lines = logged((logger) => {
    logger.info({ reporter: person, receiptCode: 'K7QX' }, 'one');
    logger.info(
      { request: { body: { text: 'Saya dipalak' }, headers: { authorization: 'Bearer abc' } } },
      'two',
    );
    logger.info({ a: { b: person } }, 'three');
  });
  expect(lines).not.toMatch(/Budi|6281299998888|example\.org|3201010101010001|K7QX|dipalak|Bearer/);
  expect(lines).toContain('[redacted]');
});

test('an error of the database does not bring its row along', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (phone)=(+6281299998888)',
    where: 'Budi',
  });
  const lines = logged((logger) => logger.error({ err: error }, 'failed'));
  expect(lines).toContain('23505');
  expect(lines).not.toMatch(/6281299998888|Budi/);
});

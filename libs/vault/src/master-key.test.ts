import { randomBytes } from 'node:crypto';
import { addMasterKey, envMasterKey, generateMasterKey } from './master-key';

test('what it wraps it unwraps', async () => {
  const master = envMasterKey(generateMasterKey());
  const key = randomBytes(32);
  const { masterKey, wrapped } = await master.wrap(key);
  expect(wrapped.includes(key)).toBe(false);
  expect(await master.unwrap(wrapped, masterKey)).toEqual(key);
});

test('after a key was added, older ones still unwrap and the new one wraps', async () => {
  const text = generateMasterKey();
  const before = envMasterKey(text);
  const after = envMasterKey(addMasterKey(text));
  const { masterKey, wrapped } = await before.wrap(randomBytes(32));
  await expect(after.unwrap(wrapped, masterKey)).resolves.toHaveLength(32);
  expect(after.current).not.toBe(before.current);
  expect((await after.wrap(randomBytes(32))).masterKey).toBe(after.current);
});

test('a key that is not in the file does not unwrap', async () => {
  const { masterKey, wrapped } = await envMasterKey(generateMasterKey()).wrap(randomBytes(32));
  await expect(envMasterKey(generateMasterKey()).unwrap(wrapped, masterKey)).rejects.toThrow(
    'is not in the file',
  );
});

test.each([
  '',
  'secret-in-plain-text',
  '{}',
  '{"current":"a","keys":{}}',
  '{"current":"a","keys":{"a":"c2hvcnQ="}}',
])('a malformed file is refused without being quoted: %s', (text) => {
  expect(() => envMasterKey(text)).toThrow(/master key/);
  expect(() => envMasterKey(text)).not.toThrow(/secret-in-plain-text|c2hvcnQ=/);
});

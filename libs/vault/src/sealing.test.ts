import { randomBytes, randomUUID } from 'node:crypto';
import { Sealed } from '@satupintu/events';
import { type Keyring } from './port';
import { KeyDestroyed, openWith, sealWith } from './sealing';

const complaint = randomUUID();
const keyring: Keyring = {
  identity: { generation: 1, key: randomBytes(32) },
  narrative: { generation: 1, key: randomBytes(32) },
};
const words = { text: 'Lampu jalan di depan pasar padam 💡', title: 'Lampu' };

test('what was sealed opens with the same keys, complaint and field', () => {
  const sealed = sealWith(keyring, complaint, 'narrative', 'filing', words);
  expect(sealed).toMatch(new RegExp(Sealed.pattern ?? ''));
  expect(sealed).not.toContain('Lampu');
  expect(openWith(keyring, complaint, sealed)).toEqual(words);
});

test('the same words never look the same twice', () => {
  const seal = () => sealWith(keyring, complaint, 'narrative', 'filing', words);
  expect(seal()).not.toBe(seal());
});

test('a sealed text cannot be moved to another complaint, field or generation', () => {
  const sealed = sealWith(keyring, complaint, 'narrative', 'filing', words);
  expect(() => openWith(keyring, randomUUID(), sealed)).toThrow();
  expect(() => openWith(keyring, complaint, sealed.replace('.filing.', '.answer.'))).toThrow();
  const second = { narrative: { generation: 2, key: keyring.narrative?.key ?? randomBytes(32) } };
  expect(() => openWith(second, complaint, sealed.replace('s1.narrative.1', 's1.narrative.2'))).toThrow();
});

test('a changed text does not open', () => {
  const sealed = sealWith(keyring, complaint, 'narrative', 'filing', words);
  const at = sealed.length - 12;
  const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  expect(() => openWith(keyring, complaint, changed)).toThrow();
});

test('the length of an identity does not tell whether there is one', () => {
  const lengthOf = (person: object) => sealWith(keyring, complaint, 'identity', 'person', person).length;
  const person = {
    name: 'Sari Wulandari',
    phone: '+6281200000000',
    email: 'sari@example.org',
    nationalId: '3201010101010001',
  };
  expect(lengthOf(person)).toBe(lengthOf({}));
  const sealed = sealWith(keyring, complaint, 'identity', 'person', person);
  expect(openWith(keyring, complaint, sealed)).toEqual(person);
});

test('without its key a text stays shut, and nothing new can be sealed', () => {
  const sealed = sealWith(keyring, complaint, 'identity', 'person', {});
  const { narrative } = keyring;
  const left: Keyring = narrative ? { narrative } : {};
  expect(openWith(left, complaint, sealed)).toBeUndefined();
  expect(() => sealWith(left, complaint, 'identity', 'person', {})).toThrow(KeyDestroyed);
});

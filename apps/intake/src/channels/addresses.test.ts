import { mailboxOf, phoneOf } from './addresses';

it.each([
  '081233000417',
  '0812-3300-0417',
  '+62 812 3300 0417',
  '+62 (0)812 3300 0417',
  '0062 812.3300.0417',
  '6281233000417',
  '0812 3300 0417 (rumah)',
])('%s is one telephone', (written) => expect(phoneOf(written)).toBe('+6281233000417'));

it('leaves a number of another country as it is', () => {
  expect(phoneOf('+60 12-345 6789')).toBe('+60123456789');
});

it.each(['', '1708', 'tidak ada', '0812 3300 0417 atau 0813 3300 0418', undefined])('%s is none', (written) =>
  expect(phoneOf(written)).toBeUndefined(),
);

it('knows a mailbox in any letters', () => {
  expect(mailboxOf(' Warga.Contoh@Surel.Example ')).toBe('warga.contoh@surel.example');
});

import { clean, cleanText } from './clean';

describe('cleaning text', () => {
  it('takes NUL out and loses nothing else', () => {
    expect(cleanText('ja\0lan\0')).toBe('jalan');
    expect(cleanText('rusak 😡👨‍👩‍👧 ñ\n\t')).toBe('rusak 😡👨‍👩‍👧 ñ\n\t');
  });

  it('replaces lone surrogates, not pairs', () => {
    expect(cleanText('a\ud800b\udc00c😀')).toBe('a\ufffdb\ufffdc😀');
  });

  it('reaches every text of a body', () => {
    expect(clean({ text: 'a\0', place: { description: '\ud800', lat: 1 }, attachments: ['b\0'] })).toEqual({
      text: 'a',
      place: { description: '\ufffd', lat: 1 },
      attachments: ['b'],
    });
  });
});

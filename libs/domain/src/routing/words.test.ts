import { readFileSync } from 'node:fs';
import { forms, placeTokens, tokens, type WordList } from './words';

const words = JSON.parse(readFileSync('data/routing/words.json', 'utf8')) as WordList;
const said = (text: string) => tokens(text, words).join(' ');

describe('words', () => {
  it('are what slang and short forms mean, in any tongue of the word list', () => {
    expect(said('jl dpn rmh sy gak diaspal blm jg')).toBe('jalan depan rumah saya tidak diaspal belum juga');
    expect(said('dalan ra, aia kada mangalir')).toBe('jalan ra air tidak mangalir');
  });

  it('lose doublings, drawn-out letters and a number that means “twice”', () => {
    expect(said('anak-anak di jalan2 bangeeet')).toBe('anak di jalan banget');
    expect(said('jalannya bolong2')).toBe(said('jalannya berlubang'));
    expect(said('gorong2')).toBe(said('gorong-gorong'));
    expect(said('tolongg pakk')).toBe('tolong pak');
  });

  it('keep what is no doubling: short forms that begin with one, and numbers', () => {
    expect(said('pppk 2025, 10000 orang')).toBe('pppk 2025 10000 orang');
  });

  it('are joined where letters stand alone, and split where a number was glued on', () => {
    expect(said('P.L.N. dan b p j s')).toBe('pln dan bpjs');
    expect(said('sman3 rt05 gas 3kg 500rb')).toBe('sman 3 rt 05 gas 3 kg 500 ribu');
    expect(said('bp2mi, limbah b3, p3k, dp3a')).toBe('bp2mi limbah b3 p3k dp3a');
  });

  it('keep the order and every denial', () => {
    expect(said('tdk ada pungli, blm pernah, bukan saya')).toBe('tidak ada pungli belum pernah bukan saya');
  });

  it('of places keep their doublings and are not taken for slang', () => {
    expect(placeTokens('Toli-Toli', words)).toEqual(['toli', 'toli']);
    expect(placeTokens('Kec. Kulo', words)).toEqual(['kecamatan', 'kulo']);
  });

  it('are met behind affixes, usual and colloquial', () => {
    expect(forms('kerusakannya').has('rusak')).toBe(true);
    expect(forms('memotong').has('potong')).toBe(true);
    expect(forms('diperbaiki').has('baik')).toBe(true);
    expect(forms('nyuap').has('suap')).toBe(true);
    expect(forms('lampune').has('lampu')).toBe(true);
    expect(forms('250').has('0')).toBe(true);
  });
});

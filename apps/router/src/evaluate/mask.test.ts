import { readFileSync } from 'node:fs';
import { indexDirectory } from '@satupintu/domain';
import { shippedDirectory } from '../shipped';
import { nameMask } from './mask';

const mask = nameMask(indexDirectory(shippedDirectory()), ['Dinas Sosial', 'C++ (a|b)']);
const masked = (text: string) => mask({ text, label: '' }).text.replace(/\s+/g, ' ').trim();

it('takes names and aliases of national bodies out of a text, and the labels', () => {
  expect(masked('Lapor PLN, listrik padam')).toBe('Lapor , listrik padam');
  expect(masked('kartu bpjs kesehatan saya')).toBe('kartu saya');
  expect(masked('ke dinas  sosial dan C++ (a|b)!')).toBe('ke dan !');
});

it('leaves words that only begin like one', () => {
  expect(masked('plnn')).toBe('plnn');
});

it('knows every body of the directory', () => {
  const { bodies } = JSON.parse(readFileSync('data/directory/national.json', 'utf8')) as {
    bodies: { name: string }[];
  };
  expect(bodies.map(({ name }) => masked(`x ${name} y`)).filter((text) => text !== 'x y')).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { classify } from './classes';
import { kitFrom } from './kit.fixture';
import { fold } from './topics';

const { prepared } = kitFrom((path) => readFileSync(path, 'utf8'));
const classOf = (text: string) => classify(undefined, fold(text, prepared), prepared).class;

describe('the class of a complaint', () => {
  it('is oversight where an official is accused', () => {
    expect(classOf('ada pungli di kelurahan')).toBe('oversight_complaint');
    expect(classOf('petugas loket minta 250 ribu tanpa kuitansi')).toBe('oversight_complaint');
    expect(classOf('kalau tidak menyuap tidak dilayani')).toBe('oversight_complaint');
  });

  it('is not oversight where the abuse is denied', () => {
    expect(classOf('pelayanan cepat dan tidak ada pungli')).toBe('complaint');
    expect(classOf('saya bukan mau menuduh korupsi, jalan rusak')).toBe('complaint');
    expect(classOf('bantuan belum pernah disunat oleh petugas')).toBe('complaint');
  });

  it('is not oversight where money is asked by somebody who holds no office', () => {
    expect(classOf('preman minta uang ke pedagang')).toBe('complaint');
    expect(classOf('toko online minta uang lagi')).toBe('complaint');
  });

  it('is a question or a wish where the words say so', () => {
    expect(classOf('mau tanya syarat bikin ktp')).toBe('information_request');
    expect(classOf('usul dibuatkan taman kota')).toBe('aspiration');
  });

  it('is what the reporter says', () => {
    const folded = fold('ada pungli di kelurahan', prepared);
    expect(classify('aspiration', folded, prepared).class).toBe('aspiration');
  });
});

import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { kindOf } from './kind';
import { stripped, Unreadable } from './strip';

const photo = (format: 'jpeg' | 'png' | 'webp') =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#a33' } })
    .withExif({ IFD0: { Artist: 'Planted Name' }, IFD3: { GPSLatitude: '6/1 12/1 0/1' } })
    .toFormat(format)
    .toBuffer();

describe('a photo that is attached', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('loses what it says about its maker (%s)', async (format) => {
    const original = await photo(format);
    expect(original.includes('Planted Name')).toBe(true);
    const kept = await stripped(original, `image/${format}`);
    expect(kept.includes('Planted Name')).toBe(false);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    expect(kindOf(kept)).toBe(`image/${format}`);
  });

  it('loses what was hidden behind its end', async () => {
    const original = Buffer.concat([await photo('jpeg'), Buffer.from('Planted Name')]);
    expect((await stripped(original, 'image/jpeg')).includes('Planted Name')).toBe(false);
  });

  it('is turned as the camera was held', async () => {
    const turned = await sharp(await photo('jpeg'))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await sharp(await stripped(turned, 'image/jpeg')).metadata()).toMatchObject({
      width: 20,
      height: 40,
    });
  });

  it('is refused where it is only the beginning of one', async () => {
    await expect(stripped(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), 'image/jpeg')).rejects.toThrow(
      Unreadable,
    );
  });
});

describe('the kind of an attachment', () => {
  it('follows from its content', () => {
    expect(kindOf(Buffer.from('%PDF-1.7\n'))).toBe('application/pdf');
    expect(kindOf(Buffer.from('<html>'))).toBeUndefined();
    expect(kindOf(Buffer.alloc(0))).toBeUndefined();
    expect(kindOf(Buffer.from('RIFF....WAVE'))).toBeUndefined();
  });
});

describe('a document that is attached', () => {
  async function letter(): Promise<PDFDocument> {
    const document = await PDFDocument.create();
    document.addPage([200, 200]).drawText('Surat pernyataan');
    document.setAuthor('Planted Name');
    document.setProducer('Planted Name 7');
    const xmp = '<x:xmpmeta><dc:creator>Planted Name</dc:creator></x:xmpmeta>';
    const stream = document.context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' });
    document.catalog.set(PDFName.of('Metadata'), document.context.register(stream));
    return document;
  }
  const saved = async (document: PDFDocument, options = {}) =>
    Buffer.from(await document.save({ useObjectStreams: false, ...options }));

  it('is refused where it is made to fill the memory, by whatever filter, and the next one is taken', async () => {
    const blank = Buffer.concat([Buffer.from('5 0 <</A 1>>'), Buffer.alloc(100 * 1024 * 1024, ' ')]);
    const once = deflateSync(blank);
    const folded: readonly (readonly [string, Buffer])[] = [
      ['/FlateDecode', once],
      ['[/FlateDecode/FlateDecode]', deflateSync(once)],
      [
        '[/FlateDecode/RunLengthDecode]',
        deflateSync(Buffer.alloc(2 * 1024 * 1024, Buffer.from([0x81, 0x20]))),
      ],
    ];
    for (const [filter, content] of folded) {
      const table = `4 0 obj<</Type/ObjStm/N 1/First 4/Filter${filter}/Length ${content.length}>>stream\n`;
      const bomb = Buffer.concat([
        Buffer.from(`%PDF-1.5\n${table}`),
        content,
        Buffer.from('\nendstream endobj\n'),
      ]);
      await expect(stripped(bomb, 'application/pdf')).rejects.toThrow(Unreadable);
    }
    const original = await saved(await letter(), { useObjectStreams: true });
    expect((await stripped(original, 'application/pdf')).includes('Planted Name')).toBe(false);
  });

  it('loses who made it, and keeps its pages', async () => {
    const original = await saved(await letter());
    expect(original.includes('<dc:creator>Planted Name')).toBe(true);
    const kept = await stripped(original, 'application/pdf');
    const read = await PDFDocument.load(kept, { updateMetadata: false });
    expect([read.getAuthor(), read.getProducer(), read.getPageCount()]).toEqual([undefined, undefined, 1]);
    expect(kept.includes('Planted Name')).toBe(false);
    expect(kindOf(kept)).toBe('application/pdf');
  });

  it('that carries a signature stays as it is: the signature would break', async () => {
    const signed = Buffer.concat([await saved(await letter()), Buffer.from('\n% /ByteRange [0 1 2 3]\n')]);
    expect((await stripped(signed, 'application/pdf')).equals(signed)).toBe(true);
  });

  it('that cannot be read here stays as it is', async () => {
    const odd = Buffer.from('%PDF-1.4 and nothing that follows the rules');
    expect((await stripped(odd, 'application/pdf')).equals(odd)).toBe(true);
  });
});

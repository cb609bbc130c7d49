import { type Model } from './model';

/** First line of an encoded model: the form it has. */
const form = 'satupintu-model/1';

type Numbers = Int32Array | Float32Array | Float64Array;

/** Form, length of the header, header as JSON (all but the arrays), then the arrays, little-endian. */
export function encodeModel(model: Model): Uint8Array {
  const { vocabulary, linear, blend, ...rest } = model;
  const arrays: Numbers[] = [vocabulary.hashes, vocabulary.rarity, linear.bias, linear.weights, blend];
  const lengths = arrays.map(({ length }) => length);
  const header = new TextEncoder().encode(JSON.stringify({ form, lengths, ...rest }));
  const bytes = new Uint8Array(4 + header.length + arrays.reduce((sum, each) => sum + each.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  let at = 4 + header.length;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** Reads what `encodeModel` wrote. Throws on anything else. */
export function decodeModel(bytes: Uint8Array): Model {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size))) as Omit<
    Model,
    'vocabulary' | 'linear' | 'blend'
  > & { form: string; lengths: number[] };
  const { form: found, lengths, ...rest } = header;
  if (found !== form) throw new Error(`a model of the form ${found} is not understood`);
  let at = 4 + size;
  const next = (index: number, width: number): ArrayBuffer => {
    const end = at + (lengths[index] ?? 0) * width;
    const part = bytes.slice(at, end).buffer;
    at = end;
    return part;
  };
  const hashes = new Int32Array(next(0, 4));
  const rarity = new Float32Array(next(1, 4));
  const bias = new Float32Array(next(2, 4));
  const weights = new Float32Array(next(3, 4));
  return {
    ...rest,
    vocabulary: { hashes, rarity },
    linear: { columns: bias.length, bias, weights },
    blend: new Float64Array(next(4, 8)),
  };
}

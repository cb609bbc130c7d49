import { type Reading } from './mentions';
import { isCity, isProvince, isRegency } from './names';

/**
 * What a word says about the name that follows it. `seat`: an institution that is called after its regency or city
 * (RSUD, Polres). `local`: one that is called after its district or village (Polsek, Puskesmas, a market).
 */
export type Marker =
  | 'province'
  | 'regency'
  | 'city'
  | 'district'
  | 'village'
  | 'hamlet'
  | 'seat'
  | 'local'
  | 'island'
  | 'street'
  | 'person'
  | 'thing'
  | 'toward'
  | 'within';

const list = (marker: Marker, words: string): [string, Marker][] =>
  words.split(' ').map((word) => [word, marker]);

const markers: ReadonlyMap<string, Marker> = new Map([
  ...list('province', 'provinsi gubernur pemprov polda'),
  ...list('regency', 'kabupaten kab bupati pemkab wabup dprdkab'),
  ...list('city', 'kota walikota pemkot wawali kotamadya kodya'),
  ...list('district', 'kecamatan camat kec distrik kapanewon kemantren kapolsek'),
  ...list('village', 'desa kelurahan kel lurah nagari gampong pekon kalurahan kades keuchik nagori pemdes'),
  ...list(
    'hamlet',
    'dusun dukuh kampung banjar lingkungan perumahan komplek kompleks perum cluster blok padukuhan jorong huta',
  ),
  ...list(
    'seat',
    'kc kcu kcp cabang cab kanwil kpp kppn rsud rsu polres polresta polrestabes polresto kodim lapas rutan samsat bandara imigrasi kejari pdam perumda disdukcapil dukcapil dishub dinkes dinsos disdik alun bpbd bawaslu kpu bpn dprd',
  ),
  ...list(
    'local',
    'puskesmas pustu polsek polsekta koramil kua pasar stasiun terminal pelabuhan halte gerbang gt exit flyover underpass tol waduk bendungan bendung situ embung pantai kampus simpang pertigaan perempatan sungai jembatan tpa tps spbu ulp gardu sdn smpn sman smkn posyandu stadion',
  ),
  ...list('island', 'pulau pulo gili nusa kepulauan'),
  ...list('street', 'jalan gang lorong jl jln raya boulevard'),
  ...list(
    'person',
    'pak bapak bu ibu bpk saudara sdr sdri nama bernama mas mbak haji ustad kiai dokter drs almarhum tuan nyonya',
  ),
  ...list(
    'thing',
    'bengawan toko soto warung hotel restoran bakso bank sate nasi batik kopi suku tokoh universitas bahasa persib ikan kapal yayasan cv pt ud merek rm masakan bubur martabak jagung mobil bus po grup orang partai salak jeruk beras telur apel sambal kerupuk nanas',
  ),
  ...list(
    'toward',
    'arah dr menuju jurusan ke dari tujuan asal via trayek jalur rute perjalanan pindahan mudik',
  ),
  ...list('within', 'di warga masyarakat penduduk wilayah daerah sekitar kawasan se'),
]);

const joined = /^(?:di|ke)(?=kec|kel|kab|kota|desa|dusun|pasar|pulau)/;
/** What this word marks; `dikecamatan` and `kekota`, written as one word, as well. */
export const markerOf = (word: string): Marker | undefined =>
  markers.get(word) ?? (joined.test(word) ? markers.get(word.replace(joined, '')) : undefined);

/** Narrows the readings of a name to those of the kind that was said; all of them where none is of that kind. */
export function ofKind(readings: readonly Reading[], marker: Marker | undefined): readonly Reading[] {
  const isMeant = marker && kinds[marker];
  const fits = isMeant ? readings.filter(({ place }) => isMeant(place)) : readings;
  return fits.length > 0 ? fits : readings;
}

const kinds: Readonly<Partial<Record<Marker, (place: number) => boolean>>> = {
  province: isProvince,
  city: isCity,
  regency: (place) => isRegency(place) && !isCity(place),
};

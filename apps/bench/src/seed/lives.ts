import { type Filed, type People } from './people';

/** A life that was really led, of one complaint or of several that became one. */
export interface Life {
  readonly kind: Kind;
  /** of the regency that it is about */
  readonly region: string;
  readonly text: string;
  readonly complaints: Filed[];
}

/** The regency whose body's inbox is measured; open cases of its own are copied so often that there are enough. */
export const inboxOf = '32.04';

export type Step = (people: People, life: Life) => Promise<void>;

/** How cases of a kind go: one step, then days pass, then the next. */
export interface Kind {
  readonly name: string;
  /** how many of a hundred cases */
  readonly share: number;
  /** lasts at the end, for the body whose inbox is measured as well; others begin so early that they are over */
  readonly open?: true;
  readonly steps: readonly Step[];
}

const first = ({ complaints: [one] }: Life): Filed => {
  if (!one) throw new Error('nothing was filed yet');
  return one;
};

const file: Step = async (people, life) => {
  life.complaints.push(await people.file({ text: life.text, place: { regionCode: life.region } }));
};
/** So vague that it waits for a person. */
const fileVaguely: Step = async (people, life) => {
  const text = 'Semoga semuanya menjadi lebih baik.';
  const place = { regionCode: life.region };
  life.complaints.push(await people.file({ text, place, class: 'aspiration' }));
};
const leads =
  (call: string, body: object): Step =>
  (people, life) =>
    people.leads(first(life), call, body);
const replies =
  (body: object): Step =>
  (people, life) =>
    people.reply(first(life), body);

const accept = leads('accept', {});
const forwarded = leads('answers', { kind: 'first', text: 'Terima kasih, kami teruskan ke bidang terkait.' });
const answer = leads('answers', { kind: 'substantive', text: 'Sudah kami perbaiki, terima kasih.' });
const ask = leads('questions', { text: 'Mohon sebutkan nomor rumah yang terdekat.' });
const confirm = replies({ kind: 'confirm', rating: 4 });
const dispute = replies({ kind: 'dispute', text: 'Belum selesai, lubangnya masih ada.' });
const inform = replies({ kind: 'information', text: 'Di depan rumah nomor dua belas.' });
const withdraw = replies({ kind: 'withdraw' });

/** To the province, which every regency has above it. */
const decline: Step = (people, life) =>
  people.leads(first(life), 'decline', {
    ground: 'UU 23/2014',
    note: 'Jalan ini milik provinsi.',
    proposed: `gov.${life.region.slice(0, 2)}`,
  });
const invite: Step = (people, life) =>
  people.leads(first(life), 'contributors', {
    organisation: `gov.${life.region.slice(0, 2)}`,
    task: 'Mohon periksa saluran air di sisi jalan provinsi.',
  });
const discuss: Step = (people, life) =>
  people.says(first(life), 'thread', { text: 'Tim kami ke lokasi hari Kamis.' });
const contribute: Step = async (people, life) => {
  for (const part of await people.parts(first(life))) {
    if (part.part === 'lead') continue;
    await people.handles(part, 'accept', {});
    await people.handles(part, 'answers', { kind: 'substantive', text: 'Saluran sudah dibersihkan.' });
  }
};
const archive: Step = (people, life) =>
  people.triages(first(life), {
    action: 'archive',
    reasonCode: 'out-of-scope',
    text: 'Bukan keluhan tentang layanan publik.',
  });
const merge: Step = async (people, life) => {
  const [into, ...others] = life.complaints;
  for (const one of others) {
    await people.says(one, 'merge', { into: into?.complaintId, reason: 'Kejadian yang sama.' });
  }
};

/** Our own guess of a country's mix; nine in ten are over, as in a list of several years, and many at triage. */
export const kinds: readonly Kind[] = [
  { name: 'archived', share: 38, steps: [fileVaguely, archive] },
  { name: 'withdrawn', share: 20, steps: [file, withdraw] },
  { name: 'silent', share: 12, steps: [file, accept, answer] },
  { name: 'confirmed', share: 10, steps: [file, accept, forwarded, answer, confirm] },
  { name: 'asked', share: 2, steps: [file, accept, ask, inform, answer, confirm] },
  { name: 'disputed', share: 2, steps: [file, accept, answer, dispute, answer, confirm] },
  { name: 'declined', share: 2, steps: [file, decline, accept, answer, confirm] },
  { name: 'together', share: 2, steps: [file, accept, invite, discuss, contribute, answer, confirm] },
  { name: 'merged', share: 2, steps: [file, file, merge, accept, answer, confirm] },
  { name: 'neglected', share: 1, steps: [file] },
  { name: 'offered', share: 3, open: true, steps: [file] },
  { name: 'accepted', share: 3, open: true, steps: [file, accept] },
  { name: 'begun', share: 2, open: true, steps: [file, accept, forwarded] },
  { name: 'answered', share: 1, open: true, steps: [file, accept, forwarded, answer] },
];

import { type ReplyKind } from '@satupintu/domain';
import { choose, type Heard, type Standing } from './choose';

const message: Heard = { wordless: false, vouched: true, own: [] };
const a = (complaintId: string, canReply: readonly ReplyKind[], waits = false): Standing => ({
  complaintId,
  canReply,
  waits,
  open: complaintId !== 'closed',
});
const answered = a('answered', ['information', 'confirm', 'dispute', 'withdraw'], true);
const handled = a('handled', ['information', 'withdraw']);
const closed = a('closed', []);
const reply = (complaintId: string, kind: ReplyKind) => ({ act: 'reply', complaintId, kind });

it('begins a complaint where nobody is waited for', () => {
  expect(choose(message)).toEqual({ act: 'file' });
  expect(choose({ ...message, own: [handled, closed] })).toEqual({ act: 'file' });
});

it('is heard by the latest case that waits for its sender', () => {
  expect(choose({ ...message, own: [handled, answered] })).toEqual(reply('answered', 'information'));
});

it('does what its first word says, in the latest case in which that means something', () => {
  expect(choose({ ...message, wish: 'dispute', own: [handled, answered] })).toEqual(
    reply('answered', 'dispute'),
  );
  expect(choose({ ...message, wish: 'withdraw', own: [handled, answered] })).toEqual(
    reply('handled', 'withdraw'),
  );
  expect(choose({ ...message, wish: 'confirm', own: [handled] })).toEqual({ act: 'file' });
});

it('begins a complaint where it says so, whoever waits', () => {
  expect(choose({ ...message, wish: 'new', own: [answered], proved: handled })).toEqual({ act: 'file' });
});

it('ends no case on the word of an address that anybody can write', () => {
  const forged = { ...message, vouched: false, own: [answered] };
  expect(choose({ ...forged, wish: 'confirm' })).toEqual(reply('answered', 'information'));
  expect(choose({ ...forged, wish: 'confirm', proved: answered })).toEqual(reply('answered', 'confirm'));
});

it('belongs to the case that it proves, also where that does not wait', () => {
  expect(choose({ ...message, proved: handled, own: [answered] })).toEqual(reply('handled', 'information'));
  expect(choose({ ...message, wish: 'confirm', proved: closed })).toEqual(reply('closed', 'confirm'));
  expect(choose({ ...message, proved: closed })).toEqual({ act: 'file' });
});

it('begins no complaint with a yes that comes twice, unless it says more', () => {
  const late: Heard = { ...message, wish: 'confirm', own: [a('closed', ['information', 'dispute'])] };
  expect(choose({ ...late, wordless: true })).toEqual(reply('closed', 'confirm'));
  expect(choose(late)).toEqual({ act: 'file' });
  expect(choose({ ...late, wordless: true, own: [] })).toEqual({ act: 'file' });
});

it('opens no closed case again for a picture without a word', () => {
  const reopenable = a('closed', ['information', 'dispute']);
  expect(choose({ ...message, wordless: true, own: [reopenable] })).toEqual({ act: 'file' });
});

it('adds a picture without a word to the sender’s open case', () => {
  expect(choose({ ...message, wordless: true, own: [closed, handled] })).toEqual(
    reply('handled', 'information'),
  );
  expect(choose({ ...message, wordless: true })).toEqual({ act: 'file' });
});

it('is nothing where a machine wrote it, whatever it proves', () => {
  const machine = {
    ...message,
    automatic: 'auto-reply' as const,
    proved: answered,
    wish: 'confirm' as const,
  };
  expect(choose(machine)).toEqual({ act: 'ignore', code: 'auto-reply' });
});

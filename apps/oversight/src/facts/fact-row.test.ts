import { fact, idOf } from '@satupintu/events';
import { factRow } from './fact-row';

test('the history keeps every fact, void ones with their reason, and never an identity', () => {
  const filed = fact('ComplaintFiled', 'k', { subject: idOf('c'), at: '2026-03-02T00:00:00.000Z', by: { role: 'reporter' } }, {
    trackingId: 'SP-TEST', channel: 'web', anonymous: false, confidential: false, attachments: [],
    words: 's1.narrative.1.filing.aa.bb', person: 's1.identity.1.person.aa.bb',
  }); // prettier-ignore
  const position = { partition: 1, offset: 7 };
  const change = factRow({
    fact: filed,
    verdict: { kind: 'void', code: 'already-filed' },
    before: undefined,
    after: undefined,
    position,
  });
  expect(change).toMatchObject({ set: { partition: 1, offset_: 7, verdict: 'void', code: 'already-filed' } });
  expect(JSON.stringify(change)).not.toContain('identity');
});

import { type Fact, fact, type SlaPolicy } from '@satupintu/events';
import { References } from './references';

const morning = '2026-09-20T03:00:00.000Z';
const published = (version: string, at: string): Fact => {
  const policy: SlaPolicy = { version, effectiveFrom: '2026-09-20', rules: [], ladder: [] };
  return fact('SlaPolicyPublished', version, { subject: 'sla-policy', at, by: { role: 'rule' } }, policy);
};

describe('whether a policy was in force when a fact was decided', () => {
  const references = new References();
  references.take(published('before', '2026-09-20T02:00:00.000Z'));
  for (const version of ['first', 'second', 'third']) references.take(published(version, morning));
  references.take(published('after', '2026-09-20T05:00:00.000Z'));

  it.each(['before', 'first', 'second', 'third', 'after'])(
    'holds for %s: of several of one instant each was the last for a moment, and a fact may lag',
    (version) => expect(references.policyFits(version, morning)).toBe(true),
  );

  it('does not hold for one that another had replaced long before', () => {
    expect(references.policyFits('second', '2026-09-20T04:00:00.000Z')).toBe(false);
    expect(references.policyFits('third', '2026-09-20T04:00:00.000Z')).toBe(true);
    expect(references.policyFits('before', '2026-09-20T04:00:00.000Z')).toBe(false);
  });
});

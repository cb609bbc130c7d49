import { readFileSync } from 'node:fs';
import { type Case } from '../life/case';
import { evolve } from '../life/evolve';
import { at, filing } from '../life/facts.fixture';
import { type LearnedModel } from './decision';
import { kitFrom } from './kit.fixture';
import { reactRouter } from './react';
import { suggest } from './suggest';

const kit = kitFrom((path) => readFileSync(path, 'utf8'));
const taught = (label: string, probability = 0.97): LearnedModel => ({
  version: 'model-test',
  predict: () => [{ label, probability }],
  examplesOf: () => 812,
});
const knowing = (model: LearnedModel) => ({ ...kit, model });
const vague = { text: 'mohon bantuan untuk keluarga kami', place: { regionCode: '32.04' } };

describe('what was learned', () => {
  it('counts beside the rules, at the places found', () => {
    const [first] = suggest(vague, knowing(taught('regency/dinas-sosial'))).suggestions;
    expect(first?.unit).toBe('gov.32.04/dinas-sosial');
  });

  it('says so, with the number of examples and nothing of the complaint', () => {
    const [first] = suggest(vague, knowing(taught('regency/dinas-sosial'))).suggestions;
    expect(first?.reasons).toContainEqual({
      kind: 'learned',
      text: 'Mirip 812 laporan terdahulu yang ditangani Dinas Sosial',
      textEn: 'Like 812 earlier complaints that Dinas Sosial handled',
    });
  });

  it('is named as who decided where the rules would have named another body', () => {
    const text = 'listrik padam, PLN tolong';
    expect(suggest({ text }, knowing(taught('nat.pln'))).decidedBy).toBe('rule');
    const tipped = suggest({ text: 'saldo belum masuk, mohon dicek' }, knowing(taught('nat.bri')));
    expect(tipped).toMatchObject({ decidedBy: 'model', versions: { model: 'model-test' } });
  });

  it('is named where the rules alone would have asked a person', () => {
    expect(suggest(vague, kit)).toMatchObject({
      decision: 'triage',
      decidedBy: 'rule',
      suggestions: [{ organisation: 'gov.32.04' }],
    });
    expect(suggest(vague, knowing(taught('regency/dinas-sosial')))).toMatchObject({
      decision: 'route',
      decidedBy: 'model',
    });
  });

  it('does not send an accusation to the accused', () => {
    const { suggestions } = suggest(
      { text: 'oknum petugas dinas sosial minta uang pelicin', place: { regionCode: '32.04' } },
      knowing(taught('regency/dinas-sosial')),
    );
    expect(suggestions[0]?.unit).toBe('gov.32.04/inspektorat-daerah');
  });

  it('stands in the fact', () => {
    const said = filing(at(0), {});
    const after = evolve(undefined, said).state as Case;
    const [decided] = reactRouter(
      { fact: said, before: undefined, after },
      { kit: knowing(taught('regency/dinas-sosial')), at: at(1), filing: vague },
    );
    expect(decided?.data).toMatchObject({ versions: { model: 'model-test', policy: expect.any(String) } });
  });

  it('without a model is nothing', () => {
    expect(suggest(vague, kit).versions.model).toBeUndefined();
  });
});

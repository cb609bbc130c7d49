import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexCategories } from '@satupintu/domain';
import { Channel } from '@satupintu/events';
import Ajv from 'ajv';
import { checkForm, unknownName } from './check';
import { ComplaintBody } from './complaint-body';
import { Regions } from './regions';

type Sample = ComplaintBody & { operator?: string };
const data = join(__dirname, '../../../../data');
const read = (path: string): unknown => JSON.parse(readFileSync(join(data, path), 'utf8'));
const samples = read('samples/complaints.json') as Sample[];

describe('the bundled sample complaints', () => {
  it('are many, from every channel and from all over', () => {
    expect(samples.length).toBeGreaterThanOrEqual(60);
    expect(new Set(samples.map(({ channel }) => channel)).size).toBe(
      (Channel as { enum?: string[] }).enum?.length,
    );
    const provinces = samples.flatMap(({ place }) =>
      place?.regionCode === undefined ? [] : [place.regionCode.slice(0, 2)],
    );
    expect(new Set(provinces).size).toBeGreaterThanOrEqual(20);
  });

  it('are accepted as they stand', async () => {
    const fits = new Ajv({ strict: false }).compile(ComplaintBody);
    const lists = {
      regions: await Regions.load(),
      categories: indexCategories(read('categories/national.json') as never),
    };
    for (const { operator, ...body } of samples) {
      expect([fits(body), body.text]).toEqual([true, body.text]);
      checkForm(body);
      expect(unknownName(body, lists)).toBeUndefined();
      expect(body.channel === 'web').toBe(operator === undefined);
    }
  });

  it('name nobody: addresses and numbers cannot exist', () => {
    for (const { reporter } of samples) {
      if (reporter?.email !== undefined) expect(reporter.email).toMatch(/@example\.(com|org|net)$/);
      if (reporter?.phone !== undefined) expect(reporter.phone).toMatch(/^0800-0000-/);
      expect(reporter?.nationalId).toBeUndefined();
    }
  });
});

import { Regions } from './regions';

describe('the national list of regions', () => {
  it('knows codes of every level, and no others', async () => {
    const regions = await Regions.load();
    for (const code of ['11', '32', '32.04', '11.01.01', '11.01.01.2001'])
      expect(regions.has(code)).toBe(true);
    for (const code of ['10', '32.99', '11.01.99', '11.01.01.9999']) expect(regions.has(code)).toBe(false);
  });
});

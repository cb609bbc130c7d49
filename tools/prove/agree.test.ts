import { disagreementAt } from './agree';
import { shippedWorld } from './shipped';

it('two implementations, by intervals and by walking, say the same of 20,000 random histories', () => {
  const world = shippedWorld();
  const disagreements = [];
  for (let seed = 1; seed <= 20_000 && disagreements.length < 5; seed += 1) {
    const found = disagreementAt(seed, world);
    if (found) disagreements.push(found);
  }
  expect(disagreements).toEqual([]);
});

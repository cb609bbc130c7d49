import { type System } from './harness';

/** Views made again from the log are the same, and every due time follows from it. */
export async function expectProof({ replay }: Pick<System, 'replay'>): Promise<void> {
  for (const command of ['verify', 'prove-clocks']) {
    const { code, output } = await replay(command);
    expect([command, code, output]).toEqual([command, 0, output]);
  }
}

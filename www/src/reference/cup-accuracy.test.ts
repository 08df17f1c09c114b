import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { makeReference } from '../../test/fixtures.ts';
import type { ActiveReference } from './cup.ts';
import { CupAccuracy } from './cup-accuracy.ts';

const cupWith = (...pours: string[]): ActiveReference => ({
  name: 'Mug',
  references: pours.map(() => makeReference()),
  pours,
});

/** Requests are answered when the test says so. */
function createAccuracy() {
  const activeReference = signal<ActiveReference | undefined>(undefined);
  const answers: { resolve: (right: number) => void; reject: (reason: unknown) => void }[] = [];
  const countRight = vi.fn(
    () => new Promise<number>((resolve, reject) => answers.push({ resolve, reject })),
  );
  const { right } = new CupAccuracy({ activeReference }, { countRight });
  return { activeReference, answers, countRight, right };
}

describe('CupAccuracy', () => {
  it('counts the pours of the active cup once there are two', async () => {
    const { activeReference, answers, countRight, right } = createAccuracy();
    activeReference.value = cupWith('a');
    expect(countRight).not.toHaveBeenCalled();
    activeReference.value = cupWith('a', 'b');
    expect(right.value).toBeUndefined();
    answers[0]?.resolve(2);
    await vi.waitFor(() => expect(right.value).toBe(2));
    activeReference.value = undefined;
    expect(right.value).toBeUndefined();
  });

  it('ignores the count of earlier pours', async () => {
    const { activeReference, answers, right } = createAccuracy();
    activeReference.value = cupWith('a', 'b');
    activeReference.value = cupWith('a', 'b', 'c');
    answers[1]?.resolve(3);
    await vi.waitFor(() => expect(right.value).toBe(3));
    answers[0]?.resolve(1);
    await Promise.resolve();
    expect(right.value).toBe(3);
  });

  it('is unknown if counting fails', async () => {
    const { activeReference, answers, right } = createAccuracy();
    activeReference.value = cupWith('a', 'b');
    answers[0]?.reject(new Error('crashed'));
    await Promise.resolve();
    expect(right.value).toBeUndefined();
  });
});

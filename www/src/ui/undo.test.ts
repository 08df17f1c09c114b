import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { home } from '../i18n/index.ts';
import { Undo } from './undo.ts';

describe('Undo', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('announces the offer and the undo', () => {
    const announce = vi.fn();
    const undo = new Undo({ announce });
    const taken = vi.fn();
    undo.show({ sentence: 'It is gone.', undo: taken, commit: vi.fn() });
    expect(announce).toHaveBeenLastCalledWith(home.undo.announcement('It is gone.', 10));
    undo.undo();
    expect(taken).toHaveBeenCalledOnce();
    expect(announce).toHaveBeenLastCalledWith(home.undo.restored);
  });
});

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
    const say = vi.fn();
    const undo = new Undo({ say });
    const taken = vi.fn();
    undo.show({ sentence: 'It is gone.', undo: taken, commit: vi.fn() });
    expect(say).toHaveBeenLastCalledWith(home.undo.announcement('It is gone.', 10));
    undo.undo();
    expect(taken).toHaveBeenCalledOnce();
    expect(say).toHaveBeenLastCalledWith(home.undo.restored);
  });
});

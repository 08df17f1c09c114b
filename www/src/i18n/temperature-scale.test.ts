// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { regionalScale } from './temperature-scale.tsx';

describe('regionalScale', () => {
  it.each([
    ['en-US', 'F'],
    ['es-PR', 'F'],
    ['en-LR', 'F'],
    ['my', 'F'],
    ['en', 'F'],
    ['en-GB', 'C'],
    ['de', 'C'],
    ['zh-Hans-CN', 'C'],
    ['', 'C'],
    ['not a language', 'C'],
  ])('maps %j to °%s', (language, scale) => expect(regionalScale(language)).toBe(scale));
});

describe('chooseScale', () => {
  beforeEach(() => {
    vi.resetModules();
    localStorage.clear();
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('stores the choice', async () => {
    const visit = await import('./temperature-scale.tsx');
    const other = visit.scale.value === 'F' ? 'C' : 'F';
    visit.chooseScale(other);
    expect(visit.scale.value).toBe(other);
    vi.resetModules();
    expect((await import('./temperature-scale.tsx')).scale.value).toBe(other);
  });

  it('changes the scale without storage', async () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
    const { chooseScale, scale } = await import('./temperature-scale.tsx');
    chooseScale('C');
    expect(scale.value).toBe('C');
    chooseScale('F');
    expect(scale.value).toBe('F');
  });

  it('ignores an invalid stored scale', async () => {
    localStorage.setItem('temperature-scale', 'K');
    const { scale } = await import('./temperature-scale.tsx');
    expect(scale.value).toBe(regionalScale(navigator.language));
  });
});

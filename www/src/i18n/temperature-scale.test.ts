// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { regionalScale } from './temperature-scale.ts';

describe('scaleOf', () => {
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
  ])('%j reads °%s', (language, scale) => expect(regionalScale(language)).toBe(scale));
});

describe('the choice', () => {
  beforeEach(() => {
    vi.resetModules();
    localStorage.clear();
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('is remembered', async () => {
    const visit = await import('./temperature-scale.ts');
    const other = visit.scale.value === 'F' ? 'C' : 'F';
    visit.chooseScale(other);
    expect(visit.scale.value).toBe(other);
    vi.resetModules();
    expect((await import('./temperature-scale.ts')).scale.value).toBe(other);
  });

  it('lasts as long as the page where nothing may be kept', async () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
    const { chooseScale, scale } = await import('./temperature-scale.ts');
    chooseScale('C');
    expect(scale.value).toBe('C');
    chooseScale('F');
    expect(scale.value).toBe('F');
  });

  it('is not taken from words of something else', async () => {
    localStorage.setItem('temperature-scale', 'K');
    const { scale } = await import('./temperature-scale.ts');
    expect(scale.value).toBe(regionalScale(navigator.language));
  });
});

// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import type { Classification, Verdict } from '../classify/classification.ts';
import { home, microphones } from '../i18n/index.ts';
import { chooseScale } from '../i18n/temperature-scale.tsx';
import { Failure } from '../util/failure.ts';
import { ResultCard } from './result-card.tsx';
import { fileSource, type Result, Results, type Source } from './results.ts';

const removed = vi.fn();
const retried = vi.fn();
const explained = vi.fn();
const reclassified = vi.fn();
const revoked = vi.spyOn(URL, 'revokeObjectURL');

beforeEach(() => {
  // The one of happy-dom never reports a card as near the viewport.
  vi.stubGlobal('IntersectionObserver', undefined);
  document.body.replaceChildren();
  vi.clearAllMocks();
});
afterEach(() => render(null, document.body));

function show(
  source: Source = fileSource(new File(['x'], 'pour.m4a')),
  isCollapsible = false,
): Result {
  const [result] = new Results().add([source]);
  if (!result) throw new Error('no result');
  act(() =>
    render(
      <ResultCard
        result={result}
        onRemove={removed}
        onRetry={retried}
        onReclassify={reclassified}
        onExplain={explained}
        isCollapsible={isCollapsible}
      />,
      document.body,
    ),
  );
  return result;
}

const card = () => document.querySelector('article') as HTMLElement;
const text = () => card().textContent?.replaceAll('\u00a0', ' ') ?? '';

const classified = (changes: Partial<Classification>) =>
  ({ phase: 'classified', classification: makeClassification(changes) }) as const;

describe('ResultCard', () => {
  it('shows a note on a clipped recording only', () => {
    const { state } = show();
    act(() => {
      state.value = { phase: 'classified', classification: makeClassification() };
    });
    expect(text()).not.toContain(microphones.clipped);
    act(() => {
      state.value = {
        phase: 'classified',
        classification: makeClassification({ isClipped: true }),
      };
    });
    expect(text()).toContain(microphones.clipped);
  });

  it('shows the temperature in closed details only, in the chosen scale', () => {
    const { state } = show();
    const temperature = { fahrenheit: 203, low: 192, high: 212 };
    act(() => {
      state.value = { phase: 'classified', classification: makeClassification({ temperature }) };
    });
    act(() => chooseScale('F'));
    expect(text()).toContain('Roughly 192–212 °F.');
    const details = document.querySelector('details');
    expect(details?.open).toBe(false);
    expect(details?.querySelector('summary')?.textContent).toBe(home.temperature.details);
    expect(details?.querySelector('button')?.textContent).toBe(home.temperature.show.C);
    const named = text().match(/Roughly|°F/g);
    expect(named).toEqual(details?.textContent?.match(/Roughly|°F/g));
    act(() => chooseScale('C'));
    expect(text()).toContain('Roughly 89–100 °C.');
    act(() => {
      state.value = {
        phase: 'classified',
        classification: makeClassification({ verdict: 'cold' }),
      };
    });
    expect(text()).not.toContain('Roughly');
  });

  const coldThenHot = [
    { start: 1.8, end: 8.2, verdict: 'cold', probabilityHot: 0.02 },
    { start: 10.1, end: 15.4, verdict: 'hot', probabilityHot: 0.98 },
  ] as const;
  const rows = () => [...document.querySelectorAll('ol > li')].map((row) => row.textContent);

  it('lists several pours in place of the chance of all', () => {
    const { state } = show();
    act(() => {
      state.value = classified({ verdict: 'unsure', reason: 'pours-differ', pours: coldThenHot });
    });
    expect(card().dataset).toMatchObject({ pours: '2', verdict: 'unsure' });
    expect(text()).toContain('Two pours: the first cold, the second hot.');
    expect(text()).not.toContain(home.verdicts.unsure.sentence);
    expect(rows()).toEqual(['0:02–0:08 Cold 98% likely cold', '0:10–0:15 Hot 98% likely hot']);
    const meters = [...document.querySelectorAll<HTMLElement>('[role=meter]')];
    expect(meters.map(({ dataset }) => dataset.of)).toEqual(['pouring']);
  });

  it('lists pours that agree', () => {
    const { state } = show();
    const pours = coldThenHot.map((pour) => ({ ...pour, verdict: 'cold' as const }));
    act(() => {
      state.value = classified({ verdict: 'cold', pours });
    });
    expect(rows()).toHaveLength(2);
  });

  it('names the chance of an unsure pour', () => {
    const { state } = show();
    const unsure = { start: 20, end: 24, verdict: 'unsure', probabilityHot: 0.56 } as const;
    act(() => {
      state.value = classified({
        verdict: 'unsure',
        reason: 'pours-differ',
        pours: [...coldThenHot, unsure],
      });
    });
    expect(rows().at(-1)).toBe('0:20–0:24 Unsure 56% likely hot');
  });

  it.each([0.999, 0.001])('has no chance of a compressed pour, such as %f', (probabilityHot) => {
    const { state } = show();
    const compressed = { start: 20, end: 24, verdict: 'unsure', probabilityHot } as const;
    act(() => {
      state.value = classified({
        verdict: 'unsure',
        reason: 'pours-differ',
        pours: [...coldThenHot, compressed],
      });
    });
    expect(rows().at(-1)).toBe('0:20–0:24 Unsure');
  });

  it('scrolls a long list of pours with the keyboard', () => {
    const { state } = show();
    const repeated = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ ...coldThenHot[0], start: i * 10 }));
    act(() => {
      state.value = classified({ verdict: 'cold', pours: repeated(3) });
    });
    expect(document.querySelector('ol')?.hasAttribute('tabindex')).toBe(false);
    act(() => {
      state.value = classified({ verdict: 'cold', pours: repeated(30) });
    });
    expect(document.querySelector('ol')?.getAttribute('tabindex')).toBe('0');
  });

  it.each([
    ['one pour', coldThenHot.slice(0, 1), '1'],
    ['pours that are unknown', undefined, undefined],
  ])('shows no list for %s', (_, pours, count) => {
    const { state } = show();
    act(() => {
      const { pours: __, ...classification } = makeClassification();
      state.value = {
        phase: 'classified',
        classification: { ...classification, ...(pours && { pours }) },
      };
    });
    expect(card().dataset.pours).toBe(count);
    expect(rows()).toEqual([]);
    expect(text()).toContain('Chance of hot97%');
  });

  it('says what to do with a recording that is too compressed', () => {
    const { state } = show();
    act(() => {
      state.value = classified({ verdict: 'unsure', reason: 'compressed' });
    });
    expect(text()).toContain(home.pours.compressed);
    expect(text()).not.toContain(home.verdicts.unsure.sentence);
    expect(text()).not.toContain(home.probabilities.hot);
  });

  it('shows the progress', () => {
    const { state } = show();
    expect(card().dataset).toMatchObject({ file: 'pour.m4a' });
    expect(card().dataset.verdict).toBeUndefined();
    expect(text()).toContain(home.progress.waiting);
    act(() => {
      state.value = { phase: 'decoding' };
    });
    expect(text()).toContain(home.progress.decoding);
    expect(document.querySelector('progress')?.hasAttribute('value')).toBe(false);
    act(() => {
      state.value = { phase: 'classifying', fraction: 0.25 };
    });
    expect(document.querySelector('progress')?.getAttribute('value')).toBe('0.25');
  });

  it.each([
    ['hot', 'Hot', 'Chance of hot97%'],
    ['cold', 'Cold', 'Chance of cold3%'],
    ['unsure', 'Unsure', 'Chance of hot97%'],
    ['not-pouring', 'No pour heard', 'Chance of a pour99%'],
  ] satisfies [Verdict, string, string][])(
    'shows %s as a word, with a sentence where there is something to do',
    (verdict, word, chance) => {
      const { state } = show();
      act(() => {
        state.value = { phase: 'classified', classification: makeClassification({ verdict }) };
      });
      expect(card().dataset).toMatchObject({
        verdict,
        probabilityHot: '0.97',
        probabilityPouring: '0.99',
      });
      expect(document.querySelector('[data-testid=word]')?.textContent).toBe(word);
      const { sentence } = home.verdicts[verdict];
      expect(text().includes(sentence)).toBe(verdict === 'unsure' || verdict === 'not-pouring');
      expect(text()).toContain(chance);
      const meters = [...document.querySelectorAll('[role=meter]')];
      expect(meters.map((meter) => meter.getAttribute('aria-valuenow'))).toEqual(
        { hot: ['97', '99'], cold: ['3', '99'], unsure: ['97', '99'], 'not-pouring': ['99'] }[
          verdict
        ],
      );
    },
  );

  it('names the verdict, its chance and the label', () => {
    const { state } = show();
    act(() => {
      state.value = classified({ verdict: 'hot' });
    });
    expect(text().match(/hot/gi)).toHaveLength(3);
    const [meter] = document.querySelectorAll('[role=meter]');
    expect(meter?.getAttribute('aria-label')).toBe(home.probabilities.hot);
  });

  it.each([
    ['hot', 1],
    ['unsure', 1],
    ['not-pouring', 0],
  ] satisfies [Verdict, number][])('%s has %i buttons to explain it', (verdict, times) => {
    const { state, recording } = show();
    act(() => {
      recording.value = new File(['x'], 'pour.m4a');
      state.value = { phase: 'classified', classification: makeClassification({ verdict }) };
    });
    const buttons = [...document.querySelectorAll('button')].map((button) => button.textContent);
    expect(buttons.filter((words) => words === home.saliency.show)).toHaveLength(times);
  });

  it('draws a different icon for each verdict', () => {
    const shapes = (['hot', 'cold', 'unsure', 'not-pouring'] as const).map((verdict) => {
      render(null, document.body);
      const { state } = show();
      act(() => {
        state.value = { phase: 'classified', classification: makeClassification({ verdict }) };
      });
      return document.querySelector('[data-testid=word] svg')?.innerHTML;
    });
    expect(new Set(shapes).size).toBe(4);
  });

  it('shows a failure as one sentence with collapsed details', () => {
    const { state } = show();
    const failure = new Failure('crashed', 'It stopped; try again.', 'panicked at src/mel.rs:1');
    act(() => {
      state.value = { phase: 'failed', failure };
    });
    expect(card().dataset).toMatchObject({ error: 'It stopped; try again.', errorCode: 'crashed' });
    expect(document.querySelector('details:not([open]) pre')?.textContent).toContain('panicked');
    expect(document.querySelector('canvas, audio')).toBeNull();
  });

  it('labels a synthesised pour', () => {
    show({ ...fileSource(new File([], 'x')), origin: { kind: 'synthesised' } });
    expect(text()).toContain(home.examples.badge);
  });

  it('credits author, source and licence', () => {
    const credit = {
      author: 'A. Author',
      licence: 'CC BY-SA 2.0',
      source: 'example.org/someone/pours:audio/a.m4a',
    };
    show({ ...fileSource(new File([], 'x')), origin: { kind: 'recorded', credit } });
    const links = [...document.querySelectorAll('a')].map((link) => [link.textContent, link.href]);
    expect(links).toEqual([
      ['Recorded by A. Author', 'https://example.org/someone/pours'],
      ['CC BY-SA 2.0', 'https://creativecommons.org/licenses/by-sa/2.0/'],
    ]);
  });

  it('plays the recording and revokes its URL on unmount', () => {
    const result = show();
    act(() => {
      result.recording.value = new File(['x'], 'pour.m4a');
      result.state.value = { phase: 'classified', classification: makeClassification() };
    });
    const address = document.querySelector('audio')?.getAttribute('src');
    expect(address).toMatch(/^blob:/);
    expect(revoked).not.toHaveBeenCalled();
    act(() => render(null, document.body));
    expect(revoked).toHaveBeenCalledWith(address);
  });

  it('can be removed, and retried after a failure', () => {
    const result = show();
    const press = (label: string) =>
      document.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`)?.click();
    press('Remove pour.m4a');
    expect(removed).toHaveBeenCalledWith(result);
    press('Retry pour.m4a');
    expect(retried).not.toHaveBeenCalled();
    act(() => {
      result.state.value = { phase: 'failed', failure: new Failure('silent', 'It is silent.') };
    });
    press('Retry pour.m4a');
    expect(retried).toHaveBeenCalledWith(result);
  });
});

describe('ResultCard as a row', () => {
  const toggle = () => document.querySelector<HTMLButtonElement>('button[aria-expanded]');

  function close(changes: Partial<Classification>) {
    const result = show(undefined, true);
    act(() => {
      result.isOpen.value = false;
      result.recording.value = new File(['x'], 'pour.m4a');
      result.state.value = classified(changes);
    });
    return result;
  }

  it.each([
    [{ verdict: 'hot', seconds: 5 }, 'pour.m4a Hot 97% likely hot 5.0 s'],
    [
      { verdict: 'cold', probabilityHot: 0.02, seconds: 6.96 },
      'pour.m4a Cold 98% likely cold 7.0 s',
    ],
    [{ verdict: 'unsure', probabilityHot: 0.56 }, 'pour.m4a Unsure 56% likely hot 8.0 s'],
    [{ verdict: 'unsure', reason: 'compressed' }, 'pour.m4a Unsure  8.0 s'],
    [{ verdict: 'not-pouring' }, 'pour.m4a No pour heard  8.0 s'],
  ] satisfies [Partial<Classification>, string][])('%o reads as “%s”', (changes, words) => {
    close(changes);
    expect(toggle()?.textContent?.replaceAll('\u00a0', ' ')).toBe(words);
  });

  it('has no player or picture until it is opened', () => {
    const { isOpen } = close({});
    expect(document.querySelector('audio, canvas, figure, [role=meter]')).toBeNull();
    expect(toggle()?.getAttribute('aria-expanded')).toBe('false');
    act(() => toggle()?.click());
    expect(isOpen.value).toBe(true);
    expect(toggle()?.getAttribute('aria-expanded')).toBe('true');
    expect(toggle()?.textContent?.trim()).toBe('pour.m4a');
    expect(document.querySelectorAll('audio, canvas')).toHaveLength(2);
  });

  it('has no toggle where it is the only result', () => {
    show();
    expect(toggle()).toBeNull();
  });
});

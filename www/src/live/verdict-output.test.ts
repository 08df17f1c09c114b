import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubEmptyStorage } from '../../test/fake-browser.ts';
import { makeClassification } from '../../test/fixtures.ts';
import { setLocale } from '../i18n/index.ts';
import { liveSource, type Result, Results } from '../results/results.ts';
import { IDLE_VIEW, type LiveView } from './live-view.ts';
import { chooseVoice, outputVerdicts, speechSwitch, vibrationSwitch } from './verdict-output.ts';

const speech = { cancel: vi.fn(), speak: vi.fn(), getVoices: () => [] };
const vibrate = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  stubEmptyStorage();
  vi.stubGlobal('speechSynthesis', speech);
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      lang = '';
      constructor(readonly text: string) {}
    },
  );
  vi.stubGlobal('navigator', { vibrate });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  speechSwitch.set(true);
  vibrationSwitch.set(true);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await setLocale('en');
});

/** What was spoken, without the empty text for iOS. */
const spoken = () => speech.speak.mock.calls.map(([{ text }]) => text).filter(Boolean);

function createPage() {
  const view = signal<LiveView>(IDLE_VIEW);
  const latest = signal<Result | undefined>(undefined);
  outputVerdicts(view, latest);
  const setPhase = (phase: LiveView['phase']) => {
    view.value = { ...view.value, phase };
  };
  /** Ends a recording with this verdict, or with none yet. */
  const record = (verdict?: 'hot' | 'cold' | 'unsure') => {
    setPhase('starting');
    setPhase('listening');
    setPhase('idle');
    [latest.value] = new Results().add([liveSource(new File([], 'pour.wav'))]);
    if (verdict) classify(verdict);
  };
  const classify = (verdict: 'hot' | 'cold' | 'unsure') => {
    if (latest.value === undefined) throw new Error('nothing was recorded');
    latest.value.state.value = {
      phase: 'classified',
      classification: makeClassification({ verdict }),
    };
  };
  return { setPhase, record, classify };
}

describe('outputVerdicts', () => {
  it('says and vibrates a firm verdict in the language of the page', async () => {
    await setLocale('de');
    createPage().record('hot');
    expect(spoken()).toEqual(['Klingt nach heißem Wasser.']);
    expect(speech.speak.mock.lastCall?.[0].lang).toBe('de');
    expect(vibrate.mock.lastCall).toEqual([[200, 150, 200]]);
  });

  it('says nothing when unsure, or when switched off', () => {
    const page = createPage();
    page.record('unsure');
    speechSwitch.set(false);
    vibrationSwitch.set(false);
    vibrate.mockClear();
    page.record('cold');
    expect(spoken()).toEqual([]);
    expect(vibrate).not.toHaveBeenCalled();
  });

  it('does not repeat a result that is classified again', () => {
    const page = createPage();
    page.record('cold');
    page.classify('hot');
    expect(spoken()).toEqual(['Sounds like cold water.']);
  });

  it('is silent during the next recording', () => {
    const page = createPage();
    page.record();
    speech.cancel.mockClear();
    page.setPhase('starting');
    expect(speech.cancel).toHaveBeenCalledOnce();
    page.setPhase('listening');
    page.classify('hot');
    expect(spoken()).toEqual([]);
  });
});

it('switching the spoken verdict off ends a sentence', () => {
  createPage().record('hot');
  speech.cancel.mockClear();
  speechSwitch.set(false);
  expect(speech.cancel).toHaveBeenCalled();
});

describe('chooseVoice', () => {
  const voice = (lang: string, localService = true) => ({ lang, localService });

  it('prefers a voice that works offline', () => {
    const voices = [voice('en-GB'), voice('de-DE', false), voice('de_AT')];
    expect(chooseVoice(voices, 'de')).toBe(voices[2]);
    expect(chooseVoice(voices.slice(0, 2), 'de')).toBe(voices[1]);
    expect(chooseVoice(voices, 'ja')).toBeUndefined();
  });

  it('distinguishes scripts', () => {
    const voices = [voice('zh-TW'), voice('zh-CN'), voice('not a language')];
    expect(chooseVoice(voices, 'zh-Hans')).toBe(voices[1]);
  });
});

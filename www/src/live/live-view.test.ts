import { describe, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import type { Classification } from '../classify/classification.ts';
import { home } from '../i18n/index.ts';
import type { FinalState } from '../results/results.ts';
import { IDLE_VIEW, type LiveView, panelText } from './live-view.ts';
import { microphoneFailure } from './microphone-errors.ts';

const { listen } = home;
const MISSED =
  'Missed about 8 s: the page was in the background or another app had the microphone.';
const text = (changes: Partial<LiveView>) => {
  const { sentence, ...rest } = panelText({ ...IDLE_VIEW, ...changes });
  return { ...rest, sentence: sentence.replaceAll('\u00a0', ' ') };
};

describe('panelText', () => {
  it.each<[Partial<LiveView>, string, string]>([
    [{}, listen.start, ''],
    [{ phase: 'starting' }, listen.cancel, listen.starting],
    [{ phase: 'listening' }, listen.stop, listen.listening],
    [{ phase: 'pouring' }, listen.stop, listen.pouring],
    [{ phase: 'pouring', verdict: 'hot' }, listen.stop, 'Hot'],
    [{ phase: 'pouring', verdict: 'cold' }, listen.stop, 'Cold'],
    [{ phase: 'pouring', verdict: 'unsure' }, listen.stop, listen.stillListening],
    [{ phase: 'stopping' }, listen.start, home.progress.classifying],
    [{ phase: 'stopping', verdict: 'unsure' }, listen.start, home.progress.classifying],
    [{ phase: 'stopping', verdict: 'hot' }, listen.start, 'Hot'],
    [{ ending: { kind: 'finished' } }, listen.start, listen.done],
    [{ ending: { kind: 'too-long' } }, listen.start, listen.done],
  ])('%j', (view, button, headline) => {
    expect(text(view)).toMatchObject({ button, headline, isWarning: false });
  });

  it('shows the probability of a verdict', () => {
    const view = { phase: 'pouring', verdict: 'cold', probabilityHot: 0.07 } as const;
    expect(text(view).sentence).toBe('93% likely cold.');
  });

  it('shows one warning at a time, the most actionable first', () => {
    const all: Partial<LiveView> = {
      phase: 'listening',
      isInterrupted: true,
      isLiveUnavailable: true,
      levelWarning: 'too-quiet',
      gapSeconds: 8,
      activeProcessing: ['noiseSuppression'],
    };
    const warnings = [
      [{}, listen.interrupted],
      [{ isInterrupted: false }, listen.liveResultsStopped],
      [{ isInterrupted: false, isLiveUnavailable: false }, listen.hints['too-quiet']],
      [
        { isInterrupted: false, isLiveUnavailable: false, levelWarning: undefined },
        `${MISSED} Keep pouring, or press Stop. The rest is saved.`,
      ],
      [
        { isInterrupted: false, isLiveUnavailable: false, levelWarning: undefined, gapSeconds: 0 },
        'Your device won’t turn off noise suppression, so the result may be less reliable.',
      ],
    ] as const;
    for (const [changes, sentence] of warnings) {
      expect(text({ ...all, ...changes })).toMatchObject({ sentence, isWarning: true });
    }
  });

  it('shows a gap together with the ending', () => {
    expect(text({ gapSeconds: 8, ending: { kind: 'cup' } })).toMatchObject({
      headline: listen.done,
      isWarning: true,
      sentence: MISSED,
    });
  });

  it('lists all active processing', () => {
    const activeProcessing = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;
    expect(text({ phase: 'listening', activeProcessing }).sentence).toBe(
      'Your device won’t turn off echo cancellation, noise suppression and automatic gain, ' +
        'so the result may be less reliable.',
    );
  });

  it('shows the sentence of a failure', () => {
    const failure = microphoneFailure('denied');
    expect(text({ ending: { kind: 'failed', failure } })).toEqual({
      button: listen.start,
      headline: listen.notListening,
      shownVerdict: undefined,
      sentence: listen.failures.denied,
      isWarning: true,
    });
  });

  describe('after a recording', () => {
    const ended: LiveView = { ...IDLE_VIEW, ending: { kind: 'finished' }, verdict: 'hot' };
    const classified = (changes: Partial<Classification>): FinalState => ({
      phase: 'classified',
      classification: makeClassification(changes),
    });

    it('keeps the live verdict until the result', () => {
      expect(panelText(ended, 'pending')).toMatchObject({
        button: listen.again,
        headline: 'Hot',
        shownVerdict: 'hot',
        sentence: home.progress.classifying,
      });
      expect(panelText({ ...ended, verdict: 'unsure' }, 'pending')).toMatchObject({
        headline: home.progress.classifying,
        shownVerdict: undefined,
        sentence: '',
      });
    });

    it('shows the verdict of the result, and how likely it is', () => {
      const cold = classified({ verdict: 'cold', probabilityHot: 0.07 });
      const { sentence, ...rest } = panelText(ended, cold);
      expect(rest).toEqual({
        button: listen.again,
        headline: 'Cold',
        shownVerdict: 'cold',
        isWarning: false,
      });
      expect(sentence.replaceAll('\u00a0', ' ')).toBe('93% likely cold.');
    });

    it.each(['unsure', 'not-pouring'] as const)('says what helps if it is %s', (verdict) => {
      expect(panelText(ended, classified({ verdict }))).toMatchObject({
        headline: home.verdicts[verdict].word,
        shownVerdict: verdict,
        sentence: home.verdicts[verdict].sentence,
      });
    });

    it.each([
      ['hot', 'unsure', listen.changed.hotToUnsure],
      ['cold', 'unsure', listen.changed.coldToUnsure],
      ['hot', 'cold', listen.changed.hotToCold],
      ['cold', 'hot', listen.changed.coldToHot],
    ] as const)('says that %s at first became %s', (firstVerdict, verdict, sentence) => {
      const view: LiveView = { ...ended, firstVerdict };
      expect(panelText(view, classified({ verdict })).sentence).toBe(sentence);
    });

    it('says nothing of a first verdict that the result has, or that pours explain', () => {
      const view: LiveView = { ...ended, firstVerdict: 'hot' };
      const likely = panelText(ended, classified({ verdict: 'hot' })).sentence;
      expect(panelText(view, classified({ verdict: 'hot' })).sentence).toBe(likely);
      const compressed = classified({ verdict: 'unsure', reason: 'compressed' });
      expect(panelText(view, compressed).sentence).toBe(home.pours.compressed);
    });

    it('says what was unusual first', () => {
      const view: LiveView = { ...ended, ending: { kind: 'too-long' }, gapSeconds: 8 };
      const { sentence, isWarning } = panelText(view, classified({ verdict: 'unsure' }));
      expect(isWarning).toBe(true);
      expect(sentence.replaceAll('\u00a0', ' ')).toBe(
        `${MISSED} ${listen.stoppedAtLimit} ${home.verdicts.unsure.sentence}`,
      );
    });

    it('shows why a recording failed', () => {
      const failure = microphoneFailure('unplugged');
      expect(panelText(ended, { phase: 'failed', failure })).toMatchObject({
        headline: listen.done,
        isWarning: true,
        sentence: failure.sentence,
      });
    });
  });
});

/**
 * Says the verdict of a live recording out loud, and vibrates, if the person wants that.
 *
 * Both wait for the end of the recording: the microphone would record them.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { home } from '../i18n/index.ts';
import { currentLocale, type LanguageCode, language } from '../i18n/locale.ts';
import type { Result } from '../results/results.ts';
import { readSetting, writeSetting } from '../util/storage.ts';
import type { LiveView } from './live-view.ts';

export interface StoredSwitch {
  readonly isOn: ReadonlySignal<boolean>;
  set(on: boolean): void;
}

/** Off until the person turns it on. */
function storedSwitch(key: string): StoredSwitch {
  const isOn = signal(readSetting(key) === 'yes');
  const set = (on: boolean) => {
    isOn.value = on;
    writeSetting(key, on ? 'yes' : undefined);
  };
  return { isOn, set };
}

export const speechSwitch = storedSwitch('spoken-verdict');
export const vibrationSwitch = storedSwitch('vibration');

/** Whether the browser has speech synthesis. */
export const canSpeak = () => 'speechSynthesis' in globalThis;

/** Desktop browsers have the function but no motor. */
export const canVibrate = () =>
  typeof navigator.vibrate === 'function' && matchMedia('(any-pointer: coarse)').matches;

/** Milliseconds on, off, on. */
const VIBRATIONS = { hot: [200, 150, 200], cold: [500] };

/**
 * Outputs the first firm verdict of each recording, and cancels the output when another recording
 * starts or the person switches it off.
 */
export function outputVerdicts(
  view: ReadonlySignal<LiveView>,
  latestRecording: ReadonlySignal<Result | undefined>,
): void {
  const phase = computed(() => view.value.phase);
  effect(() => {
    if (!speechSwitch.isOn.value && canSpeak()) speechSynthesis.cancel();
  });
  effect(() => {
    if (phase.value === 'starting') prepareOutput();
  });
  let latest: Result | undefined;
  effect(() => {
    const result = latestRecording.value;
    const state = result?.finalState.value;
    if (state === undefined || result === latest) return;
    latest = result;
    const isRecording = ['starting', 'listening', 'pouring'].includes(phase.peek());
    if (isRecording || state.phase === 'failed') return;
    const { verdict } = state.classification;
    if (verdict === 'hot' || verdict === 'cold') output(verdict);
  });
}

function prepareOutput(): void {
  if (vibrationSwitch.isOn.peek() && canVibrate()) navigator.vibrate(0);
  if (!canSpeak()) return;
  speechSynthesis.cancel();
  if (!speechSwitch.isOn.peek()) return;
  // iOS speaks later only if it spoke in response to a tap, even if that was nothing.
  speechSynthesis.speak(new SpeechSynthesisUtterance(''));
}

function output(verdict: 'hot' | 'cold'): void {
  if (vibrationSwitch.isOn.peek() && canVibrate()) navigator.vibrate(VIBRATIONS[verdict]);
  if (!canSpeak() || !speechSwitch.isOn.peek()) return;
  const utterance = new SpeechSynthesisUtterance(home.verdicts[verdict].sentence);
  const voice = chooseVoice(speechSynthesis.getVoices(), language.peek());
  utterance.lang = voice?.lang ?? currentLocale().locale;
  if (voice) utterance.voice = voice;
  speechSynthesis.speak(utterance);
}

/** Returns a voice of the language, if possible one that works offline. */
export function chooseVoice<Voice extends Pick<SpeechSynthesisVoice, 'lang' | 'localService'>>(
  voices: readonly Voice[],
  code: LanguageCode,
): Voice | undefined {
  const suitable = voices.filter(({ lang }) => speaks(lang, code));
  return suitable.find(({ localService }) => localService) ?? suitable[0];
}

/** Android writes `de_DE`. Mandarin voices may have either script, so the script counts too. */
function speaks(voiceLanguage: string, code: LanguageCode): boolean {
  try {
    const [voice, wanted] = [voiceLanguage.replaceAll('_', '-'), code].map((tag) =>
      new Intl.Locale(tag).maximize(),
    );
    return voice?.language === wanted?.language && voice?.script === wanted?.script;
  } catch {
    return false;
  }
}

/**
 * Listening, from the press of the button to the finished recording: wires the microphone, the
 * recording and the live worker together, and says what is going on.
 */
import { signal } from '@preact/signals';
import { home } from '../i18n/index.ts';
import type { ActiveReference } from '../reference/cup.ts';
import type { Announcer } from '../ui/announcer.ts';
import { LiveMarks } from '../util/performance-marks.ts';
import { AudioGapTracker } from './audio-gaps.ts';
import { CaptureBuffer } from './capture-buffer.ts';
import { audioLevel, LevelWarnings } from './level-warnings.ts';
import {
  KEPT_SECONDS,
  LEVEL_FLOOR_DB,
  MAX_UNJUDGED_SECONDS,
  MOST_SECONDS,
  TAKEN_BACK_SECONDS,
} from './limits.ts';
import { LiveClassifierClient } from './live-client.ts';
import type { Block, LiveState } from './live-messages.ts';
import { type Ending, IDLE, type View } from './live-view.ts';
import type { Microphone } from './microphone.ts';
import { asMicrophoneFailure, microphoneFailure } from './microphone-errors.ts';
import { type Part, recordingFile, WHOLE } from './recording-file.ts';
import { ScreenReaderAnnouncements } from './screen-reader-announcements.ts';
import { keepAwake } from './wake-lock.ts';

const TICK_MS = 250;

export interface RecorderDeps {
  openMicrophone(signal: AbortSignal): Promise<Microphone>;
  spawnWorker(): Worker;
  announcer: Announcer;
  onRecording(file: File): void;
  /** The cold pours that live verdicts are relative to. */
  beside?(): ActiveReference | undefined;
}

/** A recording that is not to be judged: a cold pour for a cup. */
export interface RecordingTarget {
  note: string;
  take(file: File): void;
}

/** What changes far more often than a page should be laid out. */
export interface Picture {
  levelDb: number;
  /** Whoever draws them sets this, and may take their memory. */
  onColumns(columns: ImageData): void;
}

export class Recorder {
  readonly view = signal<View>(IDLE);
  /** Samples lost between the audio thread and the page. */
  readonly dropped = signal(0);
  readonly picture: Picture = { levelDb: LEVEL_FLOOR_DB, onColumns: () => undefined };

  readonly #around: RecorderDeps;
  #run: RecordingSession | undefined;

  constructor(around: RecorderDeps) {
    this.#around = around;
  }

  /** What the button does. */
  toggle(): void {
    if (this.#run) this.stop();
    else void this.#start();
  }

  /** Listens for something else than a verdict, if nothing is being listened to. */
  listenFor(purpose: RecordingTarget): void {
    if (!this.#run) void this.#start(purpose);
  }

  stop(): void {
    void this.#run?.stop({ kind: 'handed-over' });
  }

  async #start(purpose?: RecordingTarget): Promise<void> {
    const { picture, dropped, view } = this;
    picture.levelDb = LEVEL_FLOOR_DB;
    dropped.value = 0;
    const run = new RecordingSession(this.#around, this, purpose);
    this.#run = run;
    const ending = await run.over();
    this.#run = undefined;
    view.value = { ...IDLE, ending, missed: view.value.missed };
  }
}

/** One time of listening. */
class RecordingSession {
  readonly #around: RecorderDeps;
  readonly #session: Recorder;
  readonly #spoken: ScreenReaderAnnouncements;
  readonly #cancel = new AbortController();
  readonly #ear: LiveClassifierClient;
  readonly #recording = new CaptureBuffer();
  readonly #marks = new LiveMarks();
  readonly #missed = new AudioGapTracker();
  readonly #over: Promise<Ending | undefined>;
  readonly #purpose: RecordingTarget | undefined;
  readonly #beside: ActiveReference | undefined;
  #finish: (ending: Ending | undefined) => void = () => undefined;
  #microphone: Microphone | undefined;
  #hints = new LevelWarnings(seconds());
  /** Recording range of the latest live state. */
  #part: Part = WHOLE;
  /** The earliest start of a recording since the pour began, also if it was taken back meanwhile. */
  #earliestStart: number | null = null;
  /** When it last poured, in seconds of what was heard. */
  #pouredAt = 0;
  #stopping = false;

  constructor(around: RecorderDeps, session: Recorder, purpose: RecordingTarget | undefined) {
    this.#around = around;
    this.#session = session;
    this.#purpose = purpose;
    // A cold pour for a cup is heard by itself.
    this.#beside = purpose ? undefined : around.beside?.();
    this.#spoken = new ScreenReaderAnnouncements((sentence) => around.announcer.say(sentence));
    this.#ear = new LiveClassifierClient(around.spawnWorker);
    this.#over = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { name, references } = this.#beside ?? {};
    const beside = name && references && home.cup.comparedWith(name, references.length);
    this.#show({ ...IDLE, phase: 'starting', note: purpose?.note ?? beside });
    void this.#open();
  }

  over(): Promise<Ending | undefined> {
    return this.#over;
  }

  async stop(ending: Ending): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#cancel.abort();
    if (this.#microphone === undefined) {
      // Not opened yet: nothing to hand over, and the browser's question may stay open for long.
      this.#ear.close();
      return this.#finish(undefined);
    }
    this.#missed.end(Date.now() / 1000);
    this.#show({ phase: 'stopping', missed: Math.round(this.#missed.seconds) });
    await this.#microphone.close();
    this.#ear.close();
    await this.#handOver(ending);
  }

  async #open(): Promise<void> {
    const { announcer, openMicrophone } = this.#around;
    let microphone: Microphone;
    try {
      microphone = await openMicrophone(this.#cancel.signal);
    } catch (thrown) {
      if (this.#stopping) return;
      this.#ear.close();
      const failure = asMicrophoneFailure(thrown);
      announcer.say(failure.sentence);
      return this.#finish({ kind: 'failed', failure });
    }
    if (this.#stopping) return void microphone.close();
    this.#microphone = microphone;
    this.#listen(microphone);
  }

  #listen(microphone: Microphone): void {
    const { sampleRate, keptOn } = microphone;
    const started = seconds();
    this.#hints = new LevelWarnings(started);
    this.#show({ phase: 'listening', keptOn });
    this.#spoken.phase('listening');
    const letGo = keepAwake();
    // A clock and not the sound: silence, or no sound at all, must not freeze the page.
    const clock = setInterval(() => {
      this.#tick();
      if (seconds() - started >= MOST_SECONDS) void this.stop({ kind: 'too-long' });
    }, TICK_MS);
    void this.#over.then(() => {
      clearInterval(clock);
      letGo();
    });
    microphone.listen({
      onBlock: (block) => this.#take(block, sampleRate),
      onEnded: () => void this.stop({ kind: 'failed', failure: microphoneFailure('unplugged') }),
      onInterrupted: (interrupted) => {
        this.#missed.muted(interrupted, Date.now() / 1000);
        this.#show({ interrupted });
      },
    });
    const events = {
      onState: (state: LiveState) => this.#hear(state, sampleRate),
      onFailed: () => this.#show({ liveUnavailable: true }),
    };
    void this.#ear.hear(this.#recording, sampleRate, events, this.#beside?.references);
  }

  #take(block: Block, sampleRate: number): void {
    const { dropped, picture } = this.#session;
    const loud = audioLevel(block.samples);
    picture.levelDb = loud.levelDb;
    this.#hints.note(loud, seconds());
    this.#missed.heard(block.time / 1000, block.samples.length / sampleRate);
    this.#recording.add(block);
    dropped.value = this.#recording.dropped;
    if (this.#earliestStart === null && !this.#stopping) {
      const oldest = this.#recording.end - KEPT_SECONDS * sampleRate;
      // What the worker has not heard yet may hold the pour.
      this.#recording.forgetBefore(Math.min(oldest, this.#ear.cursor));
    }
    this.#ear.wake();
  }

  #hear(state: LiveState, sampleRate: number): void {
    if (this.#stopping) return;
    const { picture } = this.#session;
    const { phase, verdict, probabilityHot, columns } = state;
    this.#remember(state);
    if (columns !== null && columns.width > 0) picture.onColumns(columns);
    this.#show({
      phase: phase === 'listening' ? 'listening' : 'pouring',
      verdict,
      probabilityHot,
    });
    this.#marks.record(state, this.#recording.end / sampleRate);
    this.#spoken.phase(phase === 'listening' ? 'listening' : 'pouring');
    if (verdict !== null) this.#spoken.verdict(verdict, probabilityHot, seconds());
    if (phase === 'poured') void this.stop({ kind: 'handed-over' });
  }

  /** A start that is taken back is kept for a while: too much before a pour is better than too little. */
  #remember({ recordingStart, recordingEnd, seconds }: LiveState): void {
    if (recordingStart !== null) {
      this.#earliestStart = Math.min(this.#earliestStart ?? recordingStart, recordingStart);
      this.#pouredAt = seconds;
    } else if (seconds - this.#pouredAt > TAKEN_BACK_SECONDS) this.#earliestStart = null;
    this.#part = { start: recordingStart, end: recordingEnd };
  }

  /** Returns the range of a recent verdict on a brief pour, else everything since the earliest start. */
  #partToKeep(sampleRate: number): Part {
    const { end } = this.#part;
    const isRecent = end !== null && this.#recording.end / sampleRate - end <= MAX_UNJUDGED_SECONDS;
    return isRecent ? this.#part : { start: this.#earliestStart, end: null };
  }

  #tick(): void {
    const { phase } = this.#session.view.value;
    if (phase !== 'listening' && phase !== 'pouring') return;
    const hint = this.#hints.at(seconds(), phase);
    const missed = Math.round(this.#missed.seconds);
    this.#show({ hint, missed });
    this.#spoken.hint(hint);
    this.#spoken.missed(missed);
  }

  async #handOver(ending: Ending): Promise<void> {
    const { announcer, onRecording } = this.#around;
    const { sampleRate } = this.#microphone ?? { sampleRate: 0 };
    const part = this.#partToKeep(sampleRate);
    const file = await recordingFile(this.#recording, sampleRate, part, new Date());
    const purpose = this.#purpose;
    const end: Ending = purpose && ending.kind !== 'failed' ? { kind: 'cup' } : ending;
    if (end.kind === 'failed') announcer.say(end.failure.sentence);
    else
      announcer.say(
        end.kind === 'too-long' ? home.listen.stoppedAtLimit : home.listen.announcements.stopped,
      );
    this.#finish(file === undefined && end.kind !== 'failed' ? undefined : end);
    if (file && purpose) purpose.take(file);
    else if (file) onRecording(file);
  }

  /** A signal tells its readers whenever it is given another object: equal ones are not. */
  #show(changes: Partial<View>): void {
    const { view } = this.#session;
    const old = view.value;
    const changed = Object.entries(changes).some(
      ([key, value]) => old[key as keyof View] !== value,
    );
    if (changed) view.value = { ...old, ...changes };
  }
}

function seconds(): number {
  return performance.now() / 1000;
}

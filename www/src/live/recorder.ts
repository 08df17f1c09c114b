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
  IDLE_BUFFER_SECONDS,
  LEVEL_FLOOR_DB,
  MAX_RECORDING_SECONDS,
  MAX_VERDICT_AGE_SECONDS,
  RESUME_WITHIN_SECONDS,
} from './limits.ts';
import { LiveClassifierClient } from './live-client.ts';
import type { Block, LiveState } from './live-messages.ts';
import { type Ending, IDLE_VIEW, type LiveView } from './live-view.ts';
import type { Microphone } from './microphone.ts';
import { microphoneFailure, toMicrophoneFailure } from './microphone-errors.ts';
import { createRecordingFile, type TimeRange, WHOLE_RECORDING } from './recording-file.ts';
import { ScreenReaderAnnouncements } from './screen-reader-announcements.ts';
import { keepScreenOn } from './wake-lock.ts';

const TICK_MS = 250;

export interface RecorderDeps {
  openMicrophone(signal: AbortSignal): Promise<Microphone>;
  spawnWorker(): Worker;
  announcer: Announcer;
  onRecording(file: File): void;
  /** The cold pours that live verdicts are relative to. */
  activeReference?(): ActiveReference | undefined;
}

/** A recording that is not to be judged: a cold pour for a cup. */
export interface RecordingTarget {
  note: string;
  onFile(file: File): void;
}

/** What changes far more often than a page should be laid out. */
export interface LiveDisplay {
  levelDb: number;
  /** Whoever draws them sets this, and may take their memory. */
  onColumns(columns: ImageData): void;
}

export class Recorder {
  readonly view = signal<LiveView>(IDLE_VIEW);
  /** Samples lost between the audio thread and the page. */
  readonly dropped = signal(0);
  readonly display: LiveDisplay = { levelDb: LEVEL_FLOOR_DB, onColumns: () => undefined };

  readonly #deps: RecorderDeps;
  #session: RecordingSession | undefined;

  constructor(around: RecorderDeps) {
    this.#deps = around;
  }

  /** What the button does. */
  toggle(): void {
    if (this.#session) this.stop();
    else void this.#start();
  }

  /** Listens for something else than a verdict, if nothing is being listened to. */
  recordFor(purpose: RecordingTarget): void {
    if (!this.#session) void this.#start(purpose);
  }

  stop(): void {
    void this.#session?.stop({ kind: 'handed-over' });
  }

  async #start(purpose?: RecordingTarget): Promise<void> {
    const { display, dropped, view } = this;
    display.levelDb = LEVEL_FLOOR_DB;
    dropped.value = 0;
    const run = new RecordingSession(this.#deps, this, purpose);
    this.#session = run;
    const ending = await run.finished();
    this.#session = undefined;
    view.value = { ...IDLE_VIEW, ending, gapSeconds: view.value.gapSeconds };
  }
}

/** One time of listening. */
class RecordingSession {
  readonly #deps: RecorderDeps;
  readonly #recorder: Recorder;
  readonly #announcements: ScreenReaderAnnouncements;
  readonly #cancel = new AbortController();
  readonly #client: LiveClassifierClient;
  readonly #buffer = new CaptureBuffer();
  readonly #marks = new LiveMarks();
  readonly #gaps = new AudioGapTracker();
  readonly #finished: Promise<Ending | undefined>;
  readonly #target: RecordingTarget | undefined;
  readonly #reference: ActiveReference | undefined;
  #resolveFinished: (ending: Ending | undefined) => void = () => undefined;
  #microphone: Microphone | undefined;
  #warnings = new LevelWarnings(seconds());
  /** Recording range of the latest live state. */
  #range: TimeRange = WHOLE_RECORDING;
  /** The earliest start of a recording since the pour began, also if it was taken back meanwhile. */
  #earliestStart: number | null = null;
  /** When it last poured, in seconds of what was heard. */
  #lastPourSeconds = 0;
  #stopping = false;

  constructor(around: RecorderDeps, session: Recorder, purpose: RecordingTarget | undefined) {
    this.#deps = around;
    this.#recorder = session;
    this.#target = purpose;
    // A cold pour for a cup is heard by itself.
    this.#reference = purpose ? undefined : around.activeReference?.();
    this.#announcements = new ScreenReaderAnnouncements((sentence) =>
      around.announcer.say(sentence),
    );
    this.#client = new LiveClassifierClient(around.spawnWorker);
    this.#finished = new Promise((resolve) => {
      this.#resolveFinished = resolve;
    });
    const { name, references } = this.#reference ?? {};
    const beside = name && references && home.cup.comparedWith(name, references.length);
    this.#updateView({ ...IDLE_VIEW, phase: 'starting', note: purpose?.note ?? beside });
    void this.#open();
  }

  finished(): Promise<Ending | undefined> {
    return this.#finished;
  }

  async stop(ending: Ending): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#cancel.abort();
    if (this.#microphone === undefined) {
      // Not opened yet: nothing to hand over, and the browser's question may stay open for long.
      this.#client.close();
      return this.#resolveFinished(undefined);
    }
    this.#gaps.stop(Date.now() / 1000);
    this.#updateView({ phase: 'stopping', gapSeconds: Math.round(this.#gaps.gapSeconds) });
    await this.#microphone.close();
    this.#client.close();
    await this.#deliver(ending);
  }

  async #open(): Promise<void> {
    const { announcer, openMicrophone } = this.#deps;
    let microphone: Microphone;
    try {
      microphone = await openMicrophone(this.#cancel.signal);
    } catch (thrown) {
      if (this.#stopping) return;
      this.#client.close();
      const failure = toMicrophoneFailure(thrown);
      announcer.say(failure.sentence);
      return this.#resolveFinished({ kind: 'failed', failure });
    }
    if (this.#stopping) return void microphone.close();
    this.#microphone = microphone;
    this.#startCapture(microphone);
  }

  #startCapture(microphone: Microphone): void {
    const { sampleRate, activeProcessing } = microphone;
    const started = seconds();
    this.#warnings = new LevelWarnings(started);
    this.#updateView({ phase: 'listening', activeProcessing });
    this.#announcements.announcePhase('listening');
    const letGo = keepScreenOn();
    // A clock and not the sound: silence, or no sound at all, must not freeze the page.
    const clock = setInterval(() => {
      this.#tick();
      if (seconds() - started >= MAX_RECORDING_SECONDS) void this.stop({ kind: 'too-long' });
    }, TICK_MS);
    void this.#finished.then(() => {
      clearInterval(clock);
      letGo();
    });
    microphone.listen({
      onBlock: (block) => this.#addBlock(block, sampleRate),
      onEnded: () => void this.stop({ kind: 'failed', failure: microphoneFailure('unplugged') }),
      onInterrupted: (interrupted) => {
        this.#gaps.setMuted(interrupted, Date.now() / 1000);
        this.#updateView({ interrupted });
      },
    });
    const events = {
      onState: (state: LiveState) => this.#applyState(state, sampleRate),
      onFailed: () => this.#updateView({ liveUnavailable: true }),
    };
    void this.#client.run(this.#buffer, sampleRate, events, this.#reference?.references);
  }

  #addBlock(block: Block, sampleRate: number): void {
    const { dropped, display } = this.#recorder;
    const loud = audioLevel(block.samples);
    display.levelDb = loud.levelDb;
    this.#warnings.addLevel(loud, seconds());
    this.#gaps.addBlock(block.time / 1000, block.samples.length / sampleRate);
    this.#buffer.add(block);
    dropped.value = this.#buffer.dropped;
    if (this.#earliestStart === null && !this.#stopping) {
      const oldest = this.#buffer.end - IDLE_BUFFER_SECONDS * sampleRate;
      // What the worker has not heard yet may hold the pour.
      this.#buffer.discardBefore(Math.min(oldest, this.#client.cursor));
    }
    this.#client.notifySamples();
  }

  #applyState(state: LiveState, sampleRate: number): void {
    if (this.#stopping) return;
    const { display } = this.#recorder;
    const { phase, verdict, probabilityHot, columns } = state;
    this.#trackPour(state);
    if (columns !== null && columns.width > 0) display.onColumns(columns);
    this.#updateView({
      phase: phase === 'listening' ? 'listening' : 'pouring',
      verdict,
      probabilityHot,
    });
    this.#marks.record(state, this.#buffer.end / sampleRate);
    this.#announcements.announcePhase(phase === 'listening' ? 'listening' : 'pouring');
    if (verdict !== null) this.#announcements.announceVerdict(verdict, probabilityHot, seconds());
    if (phase === 'poured') void this.stop({ kind: 'handed-over' });
  }

  /** A start that is taken back is kept for a while: too much before a pour is better than too little. */
  #trackPour({ recordingStart, recordingEnd, seconds }: LiveState): void {
    if (recordingStart !== null) {
      this.#earliestStart = Math.min(this.#earliestStart ?? recordingStart, recordingStart);
      this.#lastPourSeconds = seconds;
    } else if (seconds - this.#lastPourSeconds > RESUME_WITHIN_SECONDS) this.#earliestStart = null;
    this.#range = { start: recordingStart, end: recordingEnd };
  }

  /** Returns the range of a recent verdict on a brief pour, else everything since the earliest start. */
  #rangeToKeep(sampleRate: number): TimeRange {
    const { end } = this.#range;
    const isRecent = end !== null && this.#buffer.end / sampleRate - end <= MAX_VERDICT_AGE_SECONDS;
    return isRecent ? this.#range : { start: this.#earliestStart, end: null };
  }

  #tick(): void {
    const { phase } = this.#recorder.view.value;
    if (phase !== 'listening' && phase !== 'pouring') return;
    const levelWarning = this.#warnings.currentWarning(seconds(), phase);
    const gapSeconds = Math.round(this.#gaps.gapSeconds);
    this.#updateView({ levelWarning, gapSeconds });
    this.#announcements.announceWarning(levelWarning);
    this.#announcements.announceGap(gapSeconds);
  }

  async #deliver(ending: Ending): Promise<void> {
    const { announcer, onRecording } = this.#deps;
    const { sampleRate } = this.#microphone ?? { sampleRate: 0 };
    const part = this.#rangeToKeep(sampleRate);
    const file = await createRecordingFile(this.#buffer, sampleRate, part, new Date());
    const purpose = this.#target;
    const end: Ending = purpose && ending.kind !== 'failed' ? { kind: 'cup' } : ending;
    if (end.kind === 'failed') announcer.say(end.failure.sentence);
    else
      announcer.say(
        end.kind === 'too-long' ? home.listen.stoppedAtLimit : home.listen.announcements.stopped,
      );
    this.#resolveFinished(file === undefined && end.kind !== 'failed' ? undefined : end);
    if (file && purpose) purpose.onFile(file);
    else if (file) onRecording(file);
  }

  /** A signal tells its readers whenever it is given another object: equal ones are not. */
  #updateView(changes: Partial<LiveView>): void {
    const { view } = this.#recorder;
    const old = view.value;
    const changed = Object.entries(changes).some(
      ([key, value]) => old[key as keyof LiveView] !== value,
    );
    if (changed) view.value = { ...old, ...changes };
  }
}

function seconds(): number {
  return performance.now() / 1000;
}

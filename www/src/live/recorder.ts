/** Runs a live recording: connects the microphone, the capture buffer and the live worker. */
import { signal } from '@preact/signals';
import { home, recovery } from '../i18n/index.ts';
import type { ActiveReference } from '../reference/cup.ts';
import type { Announcer } from '../ui/announcer.ts';
import { Failure, messageOf } from '../util/failure.ts';
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
import { type Ending, firmVerdict, IDLE_VIEW, type LiveView } from './live-view.ts';
import type { Microphone } from './microphone.ts';
import { microphoneFailure, toMicrophoneFailure } from './microphone-errors.ts';
import type { RecordingBackup } from './recording-backup.ts';
import { createRecordingFile, type TimeRange, WHOLE_RECORDING } from './recording-file.ts';
import { ScreenReaderAnnouncements } from './screen-reader-announcements.ts';
import { keepScreenOn } from './wake-lock.ts';

const TICK_MS = 250;

/** A microphone that is not closed by then does not delay the card. */
const CLOSE_TIMEOUT_MS = 2000;

export interface RecorderDeps {
  openMicrophone(signal: AbortSignal): Promise<Microphone>;
  spawnWorker(): Worker;
  announcer: Announcer;
  /** May return a promise that resolves when the recording needs no backup any more. */
  onRecording(file: File): unknown;
  /** Starts to store a recording in progress, unless the person wants nothing stored. */
  createBackup?(buffer: CaptureBuffer, sampleRate: number): RecordingBackup | undefined;
  /** The known pours that live verdicts are relative to. */
  activeReference?(): ActiveReference | undefined;
}

/** Receives a recording that is not classified: a known pour for a cup. */
export interface RecordingTarget {
  /** Shown while the recording runs. */
  note: string;
  /** May return a promise that resolves when the recording needs no backup any more. */
  onFile(file: File): unknown;
}

/** Values that change too often for a signal, which would update the layout each time. */
export interface LiveDisplay {
  levelDb: number;
  /** Set by the component that draws the columns. It may transfer their memory. */
  onColumns(columns: ImageData): void;
}

export class Recorder {
  readonly view = signal<LiveView>(IDLE_VIEW);
  /** Samples lost between the audio thread and the page. */
  readonly dropped = signal(0);
  readonly display: LiveDisplay = { levelDb: LEVEL_FLOOR_DB, onColumns: () => undefined };

  readonly #deps: RecorderDeps;
  #session: RecordingSession | undefined;

  constructor(deps: RecorderDeps) {
    this.#deps = deps;
  }

  /** Starts a recording, or stops the current one. */
  toggle(): void {
    if (this.#session) this.stop();
    else void this.#start();
  }

  /** Starts a recording for `target`, unless one is running. */
  recordFor(target: RecordingTarget): void {
    if (!this.#session) void this.#start(target);
  }

  stop(): void {
    void this.#session?.stop({ kind: 'finished' });
  }

  /** Listens again with the microphone chosen now. A pour that has begun goes on. */
  restart(): void {
    const { phase } = this.view.peek();
    if (phase === 'starting' || phase === 'listening') void this.#session?.stop('restart');
  }

  async #start(target?: RecordingTarget): Promise<void> {
    const { display, dropped, view } = this;
    display.levelDb = LEVEL_FLOOR_DB;
    dropped.value = 0;
    const session = new RecordingSession(this.#deps, this, target);
    this.#session = session;
    const ending = await session.finished;
    this.#session = undefined;
    if (ending === 'restart') return this.#start(target);
    const { firstVerdict, gapSeconds, verdict } = view.value;
    view.value = { ...IDLE_VIEW, ending, firstVerdict, gapSeconds, verdict };
  }
}

/** One recording, from the press of the button to the finished file. */
class RecordingSession {
  readonly #deps: RecorderDeps;
  readonly #recorder: Recorder;
  readonly #announcements: ScreenReaderAnnouncements;
  readonly #cancel = new AbortController();
  readonly #client: LiveClassifierClient;
  readonly #buffer = new CaptureBuffer();
  readonly #marks = new LiveMarks();
  readonly #gaps = new AudioGapTracker();
  /** Resolves when the recording has ended and its file is ready. */
  readonly finished: Promise<Ending | 'restart' | undefined>;
  readonly #target: RecordingTarget | undefined;
  readonly #reference: ActiveReference | undefined;
  #resolveFinished: (ending: Ending | 'restart' | undefined) => void = () => undefined;
  #microphone: Microphone | undefined;
  #backup: RecordingBackup | undefined;
  #warnings = new LevelWarnings(seconds());
  /** Recording range of the latest live state. */
  #range: TimeRange = WHOLE_RECORDING;
  /** Earliest `recordingStart` of the current pour, including discarded onsets within it. */
  #earliestStart: number | null = null;
  /** Audio time in seconds at which a pour was last detected. */
  #lastPourSeconds = 0;
  #isStopping = false;

  constructor(deps: RecorderDeps, recorder: Recorder, target: RecordingTarget | undefined) {
    this.#deps = deps;
    this.#recorder = recorder;
    this.#target = target;
    // A known pour for a cup is classified without a reference.
    this.#reference = target ? undefined : deps.activeReference?.();
    this.#announcements = new ScreenReaderAnnouncements((sentence) =>
      deps.announcer.announce(sentence),
    );
    this.#client = new LiveClassifierClient(deps.spawnWorker);
    this.finished = new Promise((resolve) => {
      this.#resolveFinished = resolve;
    });
    const { name, references } = this.#reference ?? {};
    const comparison = name && references && home.cup.comparedWith(name, references.length);
    this.#updateView({ ...IDLE_VIEW, phase: 'starting', note: target?.note ?? comparison });
    void this.#open();
  }

  /** Ends the recording and delivers it; `restart` discards it. */
  async stop(ending: Ending | 'restart'): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#cancel.abort();
    if (this.#microphone === undefined) {
      // There is no audio yet, and the browser's permission prompt may stay open for long.
      this.#client.close();
      return this.#resolveFinished(ending === 'restart' ? ending : undefined);
    }
    this.#gaps.stop(Date.now() / 1000);
    this.#updateView({ phase: 'stopping', gapSeconds: Math.round(this.#gaps.gapSeconds) });
    try {
      await closeWithin(CLOSE_TIMEOUT_MS, this.#microphone);
      this.#client.close();
    } catch (thrown) {
      console.warn('The recording did not stop cleanly:', thrown);
    }
    await (ending === 'restart' ? this.#discard() : this.#deliver(ending));
  }

  async #open(): Promise<void> {
    const { announcer, openMicrophone } = this.#deps;
    let microphone: Microphone;
    try {
      microphone = await openMicrophone(this.#cancel.signal);
    } catch (thrown) {
      if (this.#isStopping) return;
      this.#client.close();
      const failure = toMicrophoneFailure(thrown);
      announcer.announce(failure.sentence);
      return this.#resolveFinished({ kind: 'failed', failure });
    }
    if (this.#isStopping) return void microphone.close().catch(() => undefined);
    this.#microphone = microphone;
    this.#startCapture(microphone);
  }

  #startCapture(microphone: Microphone): void {
    const { sampleRate, activeProcessing } = microphone;
    const started = seconds();
    this.#warnings = new LevelWarnings(started);
    this.#updateView({ phase: 'listening', activeProcessing });
    this.#announcements.announcePhase('listening');
    this.#backup = this.#deps.createBackup?.(this.#buffer, sampleRate);
    const releaseScreen = keepScreenOn();
    // A timer, not the arrival of blocks: warnings must also appear when no audio arrives.
    const timer = setInterval(() => {
      this.#tick();
      if (seconds() - started >= MAX_RECORDING_SECONDS) void this.stop({ kind: 'too-long' });
    }, TICK_MS);
    void this.finished.then(() => {
      clearInterval(timer);
      releaseScreen();
    });
    microphone.listen({
      onBlock: (block) => this.#addBlock(block, sampleRate),
      onEnded: () => void this.stop({ kind: 'failed', failure: microphoneFailure('unplugged') }),
      onInterrupted: (isInterrupted) => {
        this.#gaps.setMuted(isInterrupted, Date.now() / 1000);
        this.#updateView({ isInterrupted });
      },
    });
    const events = {
      onState: (state: LiveState) => this.#applyState(state, sampleRate),
      onFailed: () => this.#updateView({ isLiveUnavailable: true }),
    };
    void this.#client.run(this.#buffer, sampleRate, events, this.#reference?.references);
  }

  #addBlock(block: Block, sampleRate: number): void {
    const { dropped, display } = this.#recorder;
    const level = audioLevel(block.samples);
    display.levelDb = level.levelDb;
    this.#warnings.addLevel(level, seconds());
    this.#gaps.addBlock(block.time / 1000, block.samples.length / sampleRate);
    this.#buffer.add(block);
    dropped.value = this.#buffer.dropped;
    if (this.#earliestStart === null && !this.#isStopping) {
      const oldest = this.#buffer.end - IDLE_BUFFER_SECONDS * sampleRate;
      // Samples that the worker has not processed yet may contain the pour.
      this.#buffer.discardBefore(Math.min(oldest, this.#client.cursor));
    }
    this.#client.notifySamples();
    this.#backup?.update();
  }

  #applyState(state: LiveState, sampleRate: number): void {
    if (this.#isStopping) return;
    const { display } = this.#recorder;
    const { phase, verdict, probabilityHot, columns } = state;
    this.#trackPour(state);
    if (columns !== null && columns.width > 0) display.onColumns(columns);
    const isPouring = phase !== 'listening';
    const { firstVerdict } = this.#recorder.view.peek();
    this.#updateView({
      phase: isPouring ? 'pouring' : 'listening',
      verdict,
      firstVerdict: isPouring ? (firstVerdict ?? firmVerdict(verdict) ?? null) : null,
      probabilityHot,
    });
    this.#marks.record(state, this.#buffer.end / sampleRate);
    this.#announcements.announcePhase(phase === 'listening' ? 'listening' : 'pouring');
    if (verdict !== null) this.#announcements.announceVerdict(verdict, probabilityHot, seconds());
    if (phase === 'finished') void this.stop({ kind: 'finished' });
  }

  /**
   * Remembers where the recording starts. The start of a discarded onset is kept for a while: extra
   * audio before a pour does less harm than a missing start.
   */
  #trackPour({ recordingStart, recordingEnd, seconds }: LiveState): void {
    if (recordingStart !== null) {
      this.#earliestStart = Math.min(this.#earliestStart ?? recordingStart, recordingStart);
      this.#lastPourSeconds = seconds;
    } else if (seconds - this.#lastPourSeconds > RESUME_WITHIN_SECONDS) this.#earliestStart = null;
    this.#range = { start: recordingStart, end: recordingEnd };
  }

  /** Returns the range of a recent verdict, or everything since the earliest start. */
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

  async #discard(): Promise<void> {
    this.#resolveFinished('restart');
    await this.#backup?.delete();
  }

  /** Passes the recording on. If that fails, its backup stays and is offered. */
  async #deliver(ending: Ending): Promise<void> {
    try {
      const { sampleRate } = this.#microphone ?? { sampleRate: 0 };
      const range = this.#rangeToKeep(sampleRate);
      const file = await createRecordingFile(this.#buffer, sampleRate, range, new Date());
      this.#finish(ending, file);
      if (file) await (this.#target?.onFile ?? this.#deps.onRecording)(file);
      await this.#backup?.delete();
    } catch (thrown) {
      const sentence = () => recovery.failures['not-finished'];
      const failure = new Failure('not-finished', sentence, messageOf(thrown));
      this.#finish({ kind: 'failed', failure }, undefined);
      // The session has already ended if the recording could not be shown or stored.
      if (this.#recorder.view.peek().phase === 'idle')
        this.#updateView({ ending: { kind: 'failed', failure } });
      await this.#backup?.release();
    }
  }

  /** Ends the session, with an announcement. */
  #finish(ending: Ending, file: File | undefined): void {
    const end: Ending = this.#target && ending.kind !== 'failed' ? { kind: 'cup' } : ending;
    this.#resolveFinished(file === undefined && end.kind !== 'failed' ? undefined : end);
    this.#deps.announcer.announce(
      end.kind === 'failed'
        ? end.failure.sentence
        : end.kind === 'too-long'
          ? home.listen.stoppedAtLimit
          : home.listen.announcements.stopped,
    );
  }

  /** Replaces the view only if a value differs: a signal compares objects by identity. */
  #updateView(changes: Partial<LiveView>): void {
    const { view } = this.#recorder;
    const old = view.value;
    const hasChanged = Object.entries(changes).some(
      ([key, value]) => old[key as keyof LiveView] !== value,
    );
    if (hasChanged) view.value = { ...old, ...changes };
  }
}

function seconds(): number {
  return performance.now() / 1000;
}

/** Resolves when the microphone is closed, or has not been closed in time. */
function closeWithin(timeoutMs: number, microphone: Microphone): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, timeoutMs);
    microphone.close().then(resolve, reject);
  });
}

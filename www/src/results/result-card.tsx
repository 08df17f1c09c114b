/** One recording and its result. */
import { type ComponentChildren, Fragment, type RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import {
  type Classification,
  isHotProbabilityTrusted,
  probabilityOfVerdict,
} from '../classify/classification.ts';
import { verdictSentence } from '../classify/verdict-sentence.ts';
import { LabelControl } from '../history/label-control.tsx';
import { RestoredNote } from '../history/restored-note.tsx';
import { nameOf } from '../history/result-name.ts';
import { NoteText } from '../history/result-notes.tsx';
import { useStoredMedia } from '../history/use-stored-media.ts';
import { home, microphones } from '../i18n/index.ts';
import { scale, TemperatureSwitch } from '../i18n/temperature-scale.tsx';
import { type RunSaliency, SaliencyView } from '../saliency/saliency-view.ts';
import { useNearViewport } from '../ui/hooks.ts';
import { FailureIcon, RemoveIcon, VerdictIcon } from '../ui/icons.tsx';
import { Playback } from '../ui/playback.ts';
import { Player } from '../ui/player.tsx';
import type { Failure } from '../util/failure.ts';
import { Attribution } from './attribution.tsx';
import { filter } from './list-view.ts';
import { PourList } from './pour-list.tsx';
import { ProbabilityBar } from './probability-bar.tsx';
import styles from './result-card.module.css';
import { countOf, type Origin, type Result, type State } from './results.ts';
import { RowFacts } from './row-facts.tsx';
import { SpectrogramFigure } from './spectrogram-figure.tsx';

interface Properties {
  result: Result;
  onRemove: (result: Result) => void;
  onRetry: (result: Result) => void;
  /** Classifies a finished recording again. */
  onReclassify: (result: Result) => void;
  onExplain: RunSaliency;
  /** Whether the card can be closed to a row. */
  isCollapsible?: boolean;
  /** Further actions on a classified recording. */
  children?: ComponentChildren;
  /** Actions on a finished recording, below all else. */
  actions?: ComponentChildren;
}

export function ResultCard(properties: Properties) {
  const { result, isCollapsible = false, onRemove } = properties;
  const { source } = result;
  const card = useRef<HTMLElement>(null);
  const isOpen = !isCollapsible || result.isOpen.value;
  const nameId = `name-${result.id}`;
  const name = (
    <span id={nameId} class={styles.name} translate={false}>
      <BreakableName name={nameOf(result)} />
    </span>
  );
  return (
    <article
      ref={card}
      id={cardId(result)}
      class={isOpen ? styles.card : `${styles.card} ${styles.closed}`}
      aria-labelledby={nameId}
      data-file={source.name}
      {...dataAttributes(result.state.value)}
    >
      <header>
        <h3 id={headingId(result)} tabIndex={-1}>
          {isCollapsible ? (
            <button
              type="button"
              class={styles.toggle}
              aria-expanded={isOpen}
              onClick={() => {
                result.isOpen.value = !isOpen;
              }}
            >
              {name} {!isOpen && <RowFacts result={result} />}
            </button>
          ) : (
            name
          )}
        </h3>
        <button
          id={removeButtonId(result)}
          type="button"
          class={isOpen ? 'quiet-button' : styles.remove}
          aria-label={home.results.removeNamed(nameOf(result))}
          onClick={() => onRemove(result)}
        >
          {isOpen ? home.results.remove : <RemoveIcon />}
        </button>
      </header>
      {isOpen && <CardContent {...properties} card={card} />}
    </article>
  );
}

/** Players, pictures and stored media, which a closed card does without. */
function CardContent({
  result,
  card,
  onRetry,
  onReclassify,
  onExplain,
  children,
  actions,
}: Properties & { card: RefObject<HTMLElement | null> }) {
  const { source, recording } = result;
  const state = result.state.value;
  const isNear = useNearViewport(card);
  const saliency = useMemo(() => new SaliencyView(onExplain), [result]);
  useEffect(() => () => saliency.hide(), [saliency]);
  const { spectrogram, isRecordingDeleted } = useStoredMedia(result, isNear);
  const classification = state.phase === 'classified' ? state.classification : undefined;
  const playback = useMemo(() => new Playback(), [result]);
  const name = nameOf(result);
  return (
    <>
      <NoteText result={result} />
      <OriginNote origin={source.origin} />
      <RestoredNote
        result={result}
        isRecordingDeleted={isRecordingDeleted}
        onReclassify={() => onReclassify(result)}
      />
      {state.phase === 'failed' ? (
        <FailureNote failure={state.failure}>
          <button
            type="button"
            class="quiet-button"
            aria-label={home.results.retryNamed(name)}
            onClick={() => onRetry(result)}
          >
            {home.results.retry}
          </button>
        </FailureNote>
      ) : (
        <>
          <div class={styles.verdict}>
            {state.phase === 'classified' ? (
              <VerdictText classification={state.classification} />
            ) : (
              <ProgressText state={state} name={name} />
            )}
          </div>
          <SpectrogramFigure
            classification={isNear ? classification : undefined}
            spectrogram={classification?.spectrogram ?? spectrogram}
            playback={recording.value && playback}
            saliency={
              recording.value && classification?.verdict !== 'not-pouring' ? saliency : undefined
            }
            name={name}
          />
        </>
      )}
      {(state.phase !== 'failed' || recording.value) && !isRecordingDeleted && (
        <Player recording={recording.value} name={name} playback={playback} isNear={isNear} />
      )}
      {classification && (
        <>
          <LabelControl result={result} />
          <div class={styles.further}>{children}</div>
        </>
      )}
      {result.finalState.value && actions}
    </>
  );
}

/** A long name breaks after its separators, not within a word. */
function BreakableName({ name }: { name: string }) {
  const [first, ...rest] = name.split(/(?<=[-_/])(?=[^-_/])/);
  return (
    <>
      {first}
      {rest.map((part, i) => (
        <Fragment key={i}>
          <wbr />
          {part}
        </Fragment>
      ))}
    </>
  );
}

export function cardId(result: Result): string {
  return `card-${result.id}`;
}

/** Whether the keyboard focus is within the card. */
export function isCardFocused(result: Result): boolean {
  return document.getElementById(cardId(result))?.contains(document.activeElement) === true;
}

/** Scrolls as little as possible, so that the pressed control stays visible if it can. */
export function scrollToCard(result: Result): void {
  document.getElementById(cardId(result))?.scrollIntoView({ block: 'nearest' });
}

/** Opens the card, scrolls to it and moves the focus to its heading. */
export function goToCard(result: Result): void {
  if (filter.value !== countOf(result)) filter.value = undefined;
  result.isOpen.value = true;
  // After the card is rendered.
  requestAnimationFrame(() => {
    document.getElementById(cardId(result))?.scrollIntoView({ block: 'start' });
    document.getElementById(headingId(result))?.focus({ preventScroll: true });
  });
}

function headingId(result: Result): string {
  return `recording-${result.id}`;
}

export function removeButtonId(result: Result): string {
  return `remove-${result.id}`;
}

/** Attributes for tests and scripts; absent until known. */
function dataAttributes(state: State) {
  if (state.phase === 'failed') {
    return { 'data-error': state.failure.sentence, 'data-error-code': state.failure.code };
  }
  if (state.phase !== 'classified') return { 'aria-busy': true };
  const { verdict, probabilityHot, probabilityPouring, references, pours } = state.classification;
  return {
    'data-references': references,
    'data-pours': pours?.length,
    'data-verdict': verdict,
    'data-probability-hot': probabilityHot,
    'data-probability-pouring': probabilityPouring,
  };
}

/** Names author and licence of an example, or says that it is synthesised. */
export function OriginNote({ origin }: { origin: Origin }): ComponentChildren {
  switch (origin.kind) {
    case 'own':
    case 'live':
      return null;
    case 'recorded':
      return <Attribution credit={origin.credit} />;
    case 'synthesised':
      return (
        <p class="quiet">
          <strong class={styles.badge}>{home.examples.badge}</strong> {home.examples.badgeNote}
        </p>
      );
  }
}

function ProgressText({ state, name }: { state: State; name: string }) {
  const { progress } = home;
  const fraction = state.phase === 'classifying' ? state.fraction : undefined;
  const word =
    state.phase === 'waiting'
      ? progress.waiting
      : state.phase === 'decoding'
        ? progress.decoding
        : progress.classifying;
  return (
    <>
      <p class={styles.working}>{word}</p>
      {state.phase !== 'waiting' && (
        <progress
          aria-label={progress.meter(name)}
          {...(fraction === undefined ? {} : { value: fraction })}
        />
      )}
    </>
  );
}

function VerdictText({ classification }: { classification: Classification }) {
  const { verdict, probabilityPouring, cup, references, isClipped } = classification;
  const isHotOrCold = verdict === 'hot' || verdict === 'cold';
  const { pours = [], temperature } = classification;
  const probability = probabilityOfVerdict(classification);
  const isProbabilityTrusted = isHotProbabilityTrusted(classification);
  return (
    <>
      <p class={styles.word} data-testid="word">
        <VerdictIcon verdict={verdict} />
        {home.verdicts[verdict].word}
      </p>
      {/* Hot and cold need no explanation. */}
      {!isHotOrCold && <p>{verdictSentence(classification)}</p>}
      {isClipped && (
        <p class={styles.warning} data-testid="clipped">
          <FailureIcon />
          {microphones.clipped}
        </p>
      )}
      {cup !== undefined && <p class="quiet">{home.cup.comparedWith(cup, references)}</p>}
      {pours.length > 1 ? (
        <PourList pours={pours} />
      ) : (
        isProbabilityTrusted && <ProbabilityBar {...probability} />
      )}
      <ProbabilityBar of="pouring" probability={probabilityPouring} />
      {temperature && (
        <details class={styles.details}>
          <summary>{home.temperature.details}</summary>
          <p>
            {home.temperature.estimate(temperature, scale.value)} <TemperatureSwitch />
          </p>
        </details>
      )}
    </>
  );
}

function FailureNote({ failure, children }: { failure: Failure; children: ComponentChildren }) {
  return (
    <div class={styles.failure} data-testid="failure">
      <FailureIcon />
      <p>{failure.sentence}</p>
      {failure.detail !== undefined && failure.detail !== '' && (
        <details>
          <summary>{home.results.details}</summary>
          <pre translate={false}>{failure.detail}</pre>
        </details>
      )}
      <div class="actions">{children}</div>
    </div>
  );
}

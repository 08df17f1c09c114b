// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import { fileSource, type MediaStore, type Result, Results } from '../results/results.ts';
import { useStoredMedia } from './use-stored-media.ts';

beforeEach(() => document.body.replaceChildren());
afterEach(() => render(null, document.body));

function addResult(mediaStore?: MediaStore): Result {
  const [result] = new Results().add([fileSource(new File([], 'a.wav'))]);
  if (!result) throw new Error('no result');
  return mediaStore ? { ...result, mediaStore } : result;
}

/** Stores a picture, and a recording if `file` is given. */
function storeOf(file?: File): MediaStore {
  return {
    hasRecording: async () => file !== undefined,
    recording: async () => file,
    spectrogram: async () => makeClassification().spectrogram,
  };
}

function Shown({ result }: { result: Result }) {
  const { spectrogram, isRecordingDeleted } = useStoredMedia(result, true);
  return <p>{`${spectrogram ? 'picture' : 'no picture'}, ${isRecordingDeleted}`}</p>;
}

async function show(result: Result) {
  await act(async () => render(<Shown result={result} />, document.body));
  // The effect that loads the media runs at the end of the first.
  await act(async () => undefined);
  return document.body.textContent;
}

it('useStoredMedia reports only a recording of its own result as deleted', async () => {
  expect(await show(addResult(storeOf()))).toBe('picture, true');
  expect(await show(addResult())).toBe('no picture, false');
  expect(await show(addResult(storeOf(new File(['x'], 'b.wav'))))).toBe('picture, false');
  expect(await show(addResult(storeOf()))).toBe('picture, true');
});

it('useStoredMedia reports no recording as deleted that was loaded again', async () => {
  const result = addResult(storeOf());
  await show(result);
  await act(async () => {
    result.recording.value = new File(['x'], 'a.wav');
  });
  expect(document.body.textContent).toBe('picture, false');
});

import { expect, it, vi } from 'vitest';
import type { Saliency } from '../classify/classification.ts';
import { Failure } from '../util/failure.ts';
import { type RunSaliency, SaliencyView } from './saliency-view.ts';

const saliency = { columns: 1 } as Saliency;

it('SaliencyView computes once, then shows and hides', async () => {
  const run = vi.fn<RunSaliency>(async (onProgress) => {
    onProgress(0.5);
    return saliency;
  });
  const view = new SaliencyView(run);
  const shown = view.toggle();
  expect(view.state.value).toEqual({ kind: 'working', fraction: 0.5 });
  await shown;
  expect(view.state.value).toEqual({ kind: 'shown', saliency });
  await view.toggle();
  expect(view.state.value).toEqual({ kind: 'hidden' });
  await view.toggle();
  expect(view.state.value).toEqual({ kind: 'shown', saliency });
  expect(run).toHaveBeenCalledTimes(1);
});

it('SaliencyView aborts when hidden during the computation', async () => {
  let progress: (fraction: number) => void = () => undefined;
  const run: RunSaliency = (onProgress, signal) =>
    new Promise((_, reject) => {
      progress = onProgress;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const view = new SaliencyView(run);
  const shown = view.toggle();
  await view.toggle();
  await shown;
  progress(0.9);
  expect(view.state.value).toEqual({ kind: 'hidden' });
});

it('SaliencyView shows a failure and can retry', async () => {
  const failure = new Failure('crashed', 'It stopped.');
  const view = new SaliencyView(
    vi.fn<RunSaliency>().mockRejectedValueOnce(failure).mockResolvedValue(saliency),
  );
  await view.toggle();
  expect(view.state.value).toEqual({ kind: 'failed', failure });
  await view.toggle();
  expect(view.state.value.kind).toBe('shown');
});

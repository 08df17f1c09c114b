import { expect, it, vi } from 'vitest';
import type { Saliency } from '../classify/classification.ts';
import { Failure } from '../util/failure.ts';
import { type RunSaliency, SaliencyView } from './saliency-view.ts';

const found = { columns: 1 } as Saliency;

it('listens again once, and shows and hides what it found', async () => {
  const explain = vi.fn<RunSaliency>(async (onProgress) => {
    onProgress(0.5);
    return found;
  });
  const view = new SaliencyView(explain);
  const shown = view.toggle();
  expect(view.state.value).toEqual({ kind: 'working', fraction: 0.5 });
  await shown;
  expect(view.state.value).toEqual({ kind: 'shown', saliency: found });
  await view.toggle();
  expect(view.state.value).toEqual({ kind: 'hidden' });
  await view.toggle();
  expect(view.state.value).toEqual({ kind: 'shown', saliency: found });
  expect(explain).toHaveBeenCalledTimes(1);
});

it('stops when it is hidden before it is done', async () => {
  let progress: (fraction: number) => void = () => undefined;
  const explain: RunSaliency = (onProgress, signal) =>
    new Promise((_, reject) => {
      progress = onProgress;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const view = new SaliencyView(explain);
  const shown = view.toggle();
  await view.toggle();
  await shown;
  progress(0.9);
  expect(view.state.value).toEqual({ kind: 'hidden' });
});

it('says why it cannot, and can be asked again', async () => {
  const failure = new Failure('crashed', 'It stopped.');
  const view = new SaliencyView(
    vi.fn<RunSaliency>().mockRejectedValueOnce(failure).mockResolvedValue(found),
  );
  await view.toggle();
  expect(view.state.value).toEqual({ kind: 'failed', failure });
  await view.toggle();
  expect(view.state.value.kind).toBe('shown');
});

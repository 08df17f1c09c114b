import { page } from './minimal-page.ts';

page(
  new Worker(new URL('./peers/onnxruntime-fft-js.worker.ts', import.meta.url), {
    type: 'module',
  }),
);

import { startMinimalPage } from './minimal-page.ts';

startMinimalPage(
  new Worker(new URL('./peers/onnxruntime-fft-js.worker.ts', import.meta.url), {
    type: 'module',
  }),
);

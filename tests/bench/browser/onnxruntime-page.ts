import { page } from './page.ts';

page(
  new Worker(new URL('./contestants/onnxruntime-fft-js.worker.ts', import.meta.url), {
    type: 'module',
  }),
);

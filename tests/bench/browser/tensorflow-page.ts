import { page } from './page.ts';

page(
  new Worker(new URL('./contestants/tensorflow.worker.ts', import.meta.url), { type: 'module' }),
);

import { startMinimalPage } from './minimal-page.ts';

startMinimalPage(
  new Worker(new URL('./peers/tensorflow.worker.ts', import.meta.url), { type: 'module' }),
);

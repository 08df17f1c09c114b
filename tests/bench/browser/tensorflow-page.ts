import { page } from './minimal-page.ts';

page(new Worker(new URL('./peers/tensorflow.worker.ts', import.meta.url), { type: 'module' }));

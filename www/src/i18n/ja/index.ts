import type { Words } from '../messages.ts';
import { about } from './about.ts';
import { guide } from './guide.ts';
import { strings } from './home.ts';
import { offline } from './offline.ts';
import { pages } from './pages.ts';
import { quiz } from './quiz.ts';

export const ja: Words = { strings, about, guide, offline, pages, quiz };

import type { Words } from '../words.ts';
import { about } from './about.ts';
import { guide } from './guide.ts';
import { offline } from './offline.ts';
import { pages } from './pages.ts';
import { quiz } from './quiz.ts';
import { strings } from './strings.ts';

export const es: Words = { strings, about, guide, offline, pages, quiz };

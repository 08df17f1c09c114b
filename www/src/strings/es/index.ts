import type { Words } from '../words.ts';
import { about } from './about.ts';
import { guide } from './guide.ts';
import { pages } from './pages.ts';
import { quiz } from './quiz.ts';
import { strings } from './strings.ts';

export const es: Words = { strings, about, guide, pages, quiz };

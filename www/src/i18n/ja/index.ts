import type { Messages } from '../messages.ts';
import { about } from './about.ts';
import { guide } from './guide.ts';
import { home } from './home.ts';
import { offline } from './offline.ts';
import { pages } from './pages.ts';
import { quiz } from './quiz.ts';

export const ja: Messages = { home, about, guide, offline, pages, quiz };

import type { Messages } from '../messages.ts';
import { about } from './about.ts';
import { actions } from './actions.ts';
import { compare } from './compare.ts';
import { csv } from './csv.ts';
import { guide } from './guide.ts';
import { home } from './home.ts';
import { microphones } from './microphones.ts';
import { offline } from './offline.ts';
import { pages } from './pages.ts';
import { quiz } from './quiz.ts';
import { recovery } from './recovery.ts';
import { settings } from './settings.ts';

export const de: Messages = {
  home,
  about,
  actions,
  compare,
  csv,
  guide,
  microphones,
  offline,
  pages,
  quiz,
  recovery,
  settings,
};

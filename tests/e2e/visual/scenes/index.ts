/** Every page and state that is worth seeing. */

import type { Looks } from '../scene.ts';
import { pages } from './pages.ts';
import { quiz } from './quiz.ts';
import { microphone } from './recording.ts';
import { results } from './results.ts';

export const looks: Looks = { ...pages, ...quiz, ...results, ...microphone };

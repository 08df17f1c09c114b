/** Every page and state that is worth seeing. */
import { microphone } from './live.ts';
import type { Looks } from './look.ts';
import { pages } from './pages.ts';
import { quiz } from './quiz.ts';
import { results } from './results.ts';

export const looks: Looks = { ...pages, ...quiz, ...results, ...microphone };

/** All scenes of the visual tests, by name. */

import type { Scenes } from '../scene.ts';
import { pages } from './pages.ts';
import { quiz } from './quiz.ts';
import { recording } from './recording.ts';
import { results } from './results.ts';

export const scenes: Scenes = { ...pages, ...quiz, ...results, ...recording };

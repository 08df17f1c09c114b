/** What every language says. English sets the shape; the others have the same keys and parameters. */
import type { about } from './en/about.ts';
import type { guide } from './en/guide.ts';
import type { home } from './en/home.ts';
import type { offline } from './en/offline.ts';
import type { pages } from './en/pages.ts';
import type { quiz } from './en/quiz.ts';

/** The same keys, as many sentences in each list, the same parameters; any text. */
type Shape<English> = English extends string
  ? string
  : English extends (...given: never[]) => string
    ? English
    : { readonly [Key in keyof English]: Shape<English[Key]> };

export type HomeMessages = Shape<typeof home>;
export type About = Shape<typeof about>;
export type Guide = Shape<typeof guide>;
export type Offline = Shape<typeof offline>;
export type Pages = Shape<typeof pages>;
export type QuizMessages = Shape<typeof quiz>;

export interface Messages {
  home: HomeMessages;
  about: About;
  guide: Guide;
  offline: Offline;
  pages: Pages;
  quiz: QuizMessages;
}

/** Types of the texts. English defines the keys and parameters of the other languages. */
import type { about } from './en/about.ts';
import type { guide } from './en/guide.ts';
import type { home } from './en/home.ts';
import type { offline } from './en/offline.ts';
import type { pages } from './en/pages.ts';
import type { quiz } from './en/quiz.ts';

/** Same keys, list lengths and parameters as in English, with any text. */
type Shape<English> = English extends string
  ? string
  : English extends (...given: never[]) => string
    ? English
    : { readonly [Key in keyof English]: Shape<English[Key]> };

export type HomeMessages = Shape<typeof home>;
export type AboutMessages = Shape<typeof about>;
export type GuideMessages = Shape<typeof guide>;
export type OfflineMessages = Shape<typeof offline>;
export type PagesMessages = Shape<typeof pages>;
export type QuizMessages = Shape<typeof quiz>;

export interface Messages {
  home: HomeMessages;
  about: AboutMessages;
  guide: GuideMessages;
  offline: OfflineMessages;
  pages: PagesMessages;
  quiz: QuizMessages;
}

/** Types of the texts. English defines the keys and parameters of the other languages. */
import type { about } from './en/about.ts';
import type { actions } from './en/actions.ts';
import type { compare } from './en/compare.ts';
import type { csv } from './en/csv.ts';
import type { guide } from './en/guide.ts';
import type { home } from './en/home.ts';
import type { microphones } from './en/microphones.ts';
import type { manifest, offline } from './en/offline.ts';
import type { pages } from './en/pages.ts';
import type { quiz } from './en/quiz.ts';
import type { recovery } from './en/recovery.ts';
import type { settings } from './en/settings.ts';

/** Same keys, list lengths and parameters as in English, with any text. */
type Shape<English> = English extends string
  ? string
  : English extends (...given: never[]) => string
    ? English
    : { readonly [Key in keyof English]: Shape<English[Key]> };

export type HomeMessages = Shape<typeof home>;
export type AboutMessages = Shape<typeof about>;
export type ActionMessages = Shape<typeof actions>;
export type CompareMessages = Shape<typeof compare>;
export type CsvMessages = Shape<typeof csv>;
export type GuideMessages = Shape<typeof guide>;
export type MicrophoneMessages = Shape<typeof microphones>;
export type ManifestMessages = Shape<typeof manifest>;
export type OfflineMessages = Shape<typeof offline>;
export type PagesMessages = Shape<typeof pages>;
export type QuizMessages = Shape<typeof quiz>;
export type RecoveryMessages = Shape<typeof recovery>;
export type SettingsMessages = Shape<typeof settings>;

export interface Messages {
  home: HomeMessages;
  about: AboutMessages;
  actions: ActionMessages;
  compare: CompareMessages;
  csv: CsvMessages;
  guide: GuideMessages;
  microphones: MicrophoneMessages;
  offline: OfflineMessages;
  pages: PagesMessages;
  quiz: QuizMessages;
  recovery: RecoveryMessages;
  settings: SettingsMessages;
}

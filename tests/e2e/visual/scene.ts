/** What is looked at: a state of the page, the way to it, and what of it is in the picture. */
import type { Locator, Page } from '@playwright/test';
import type { Watch } from '../page-guard.ts';
import type { Site } from '../site.ts';

export interface There {
  site: Site;
  page: Page;
  watch: Watch;
  /** A path for a file of one's own. */
  scratch: (name: string) => string;
}

export interface Look {
  reach: (there: There) => Promise<unknown>;
  /**
   * Of the whole page, however long, what is in the picture; of a state that fills the window, the
   * window. A part has nothing that another look has already: what changes there changes one picture.
   */
  part?: 'window' | ((page: Page) => Locator);
  /**
   * Which of its pictures are compared with the baseline: the one of a phone by day; that and a
   * desktop's by night, for looks that together have every colour and both layouts; or none, where
   * another look has all but a sentence of it. What is committed stays small that way.
   */
  compared?: 'both' | 'none';
}

export type Looks = Record<string, Look>;

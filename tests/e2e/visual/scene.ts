/** A scene is one state of the page for visual tests: how to reach it, and what to screenshot. */
import type { Locator, Page } from '@playwright/test';
import type { PageGuard } from '../page-guard.ts';
import type { Site } from '../site.ts';

export interface SceneContext {
  site: Site;
  page: Page;
  guard: PageGuard;
  /** Returns a path in the test's own output folder. */
  scratch: (name: string) => string;
}

export interface Scene {
  reach: (context: SceneContext) => Promise<unknown>;
  /**
   * Part of the page in the screenshot; the full page by default. Parts do not overlap between
   * scenes, so that a change of one component changes few screenshots.
   */
  part?: 'window' | ((page: Page) => Locator);
  /**
   * Screenshots that are compared with the baseline. The default is the light phone; `both` adds
   * the dark desktop, in scenes that together use every colour and both layouts. `none` is for
   * scenes that differ from another one by a sentence; it keeps the committed baseline small.
   */
  compared?: 'both' | 'none';
}

export type Scenes = Record<string, Scene>;

/** Why results are not kept. */
export type StorageProblem =
  /** There is no IndexedDB, or the browser forbids it: a private window, for instance. */
  | 'absent'
  | 'full'
  /** Another tab with an older page holds it. */
  | 'blocked'
  /** What is kept has a newer form than this page knows. */
  | 'newer'
  /** A newer page was opened in another tab, and took over. */
  | 'outdated'
  | 'broken';

/**
 * Why results are not stored. The type has its own file because the texts import it and must not
 * depend on the database.
 */
export type StorageProblem =
  /** IndexedDB is missing or forbidden, for instance in a private window. */
  | 'absent'
  | 'full'
  /** A tab with an older version of the page still uses the database. */
  | 'blocked'
  /** The database was written by a newer version of the page. */
  | 'newer'
  /** A newer version of the page was opened in another tab. */
  | 'outdated'
  /** The database was deleted while the page was open. */
  | 'deleted'
  | 'broken';

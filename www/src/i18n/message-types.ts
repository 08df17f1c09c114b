/** Types of single messages; apart from `messages.ts`, which imports the English texts. */

export interface GuideSection {
  heading: string;
  /** Shown as a numbered list. */
  steps?: readonly string[];
  /** Shown as a list with bullets. */
  points?: readonly string[];
  note?: string;
}

/** Why the core refuses a recording, by its code. */
export type ErrorCode =
  | 'no-samples'
  | 'bad-channels'
  | 'bad-sample-rate'
  | 'not-sound'
  | 'silent'
  | 'too-short'
  | 'too-long'
  | 'no-reference'
  | 'foreign-reference'
  | 'model';

/** The fields of the case in src/error.rs: seconds, min, max, rate, max_hours. */
export type ErrorValues = Readonly<Record<string, number>>;

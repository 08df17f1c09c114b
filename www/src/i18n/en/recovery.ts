/** Messages about interrupted recordings, and about the way on after a failure. */
import { clock } from '../format.ts';

export const recovery = {
  interrupted: {
    heading: 'Interrupted recording',
    /** `time` is a time of day, or a date with one. */
    sentence: (seconds: number, time: string) =>
      `A recording of ${clock(seconds)} from ${time} was interrupted.`,
    announcement: (sentence: string) =>
      `${sentence} You can check or delete it at the top of the start page.`,
    classify: 'Check it',
    delete: 'Delete',
    deleted: 'Recording deleted.',
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'not-finished':
      'Couldn’t finish the recording; reload the page to get back what was saved of it.',
  },

  /** See `StorageProblem`. */
  problems: {
    deleted:
      'Your saved results were deleted in another tab or in the browser’s settings; the ones below stay until you close the page, and new ones will be saved.',
  },

  /** In place of a page whose script is missing or late. */
  start: {
    notLoaded: 'Hot or Cold hasn’t loaded yet; check your connection and reload the page.',
    reload: 'Reload',
  },
};

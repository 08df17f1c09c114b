/** What the capture worklet and the page say to each other. */

export const CAPTURE = 'capture';

/** A stretch of mono sound, ±1 full scale. */
export interface Block {
  /** The context's frame at the first sample: a gap before it is sound that was lost. */
  start: number;
  /** When it was sent, in ms since 1970: a leap is time in which nothing was heard. */
  time: number;
  samples: Float32Array<ArrayBuffer>;
}

/** Tells the worklet to send what it still holds, and to end. */
export const FINISH = 'finish';

/** The worklet's answer: nothing comes after it. */
export const FINISHED = 'finished';

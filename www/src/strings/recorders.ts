/** What one can record with, in the order of the guide; as in the address, #/guide/iphone. */
export const RECORDERS = ['browser', 'iphone', 'android', 'windows', 'mac'] as const;

export type Recorder = (typeof RECORDERS)[number];

/** Decoded sound. */
export interface Pcm {
  /** One array per channel, of equal lengths; full scale is ±1. */
  planes: Float32Array<ArrayBuffer>[];
  sampleRate: number;
}

/**
 * What a WAV file says about itself.
 *
 * A browser does not tell a WAV of 0 samples, or of a rate that it cannot open, from a damaged one:
 * decodeAudioData fails the same way. And knowing the rate lets it decode without resampling, so an
 * hour at 16 kHz takes a third of the memory that it would take at 48 kHz.
 */
export interface WavHeader {
  sampleRate: number;
  /** Bytes of sound that are there, whatever the header claims. */
  dataBytes: number;
}

/** As much of a file as holds the header: some recorders put kilobytes of notes before the sound. */
export const HEADER_SEARCH_BYTES = 64 * 1024;

export function readWavHeader(head: ArrayBuffer, fileBytes: number): WavHeader | undefined {
  const view = new DataView(head);
  const tag = (offset: number) =>
    String.fromCharCode(...new Uint8Array(head, offset, Math.min(4, head.byteLength - offset)));
  if (head.byteLength < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return undefined;

  let sampleRate: number | undefined;
  for (let offset = 12; offset + 8 <= head.byteLength; ) {
    const name = tag(offset);
    const size = view.getUint32(offset + 4, true);
    const body = offset + 8;
    if (name === 'fmt ' && body + 8 <= head.byteLength) sampleRate = view.getUint32(body + 4, true);
    if (name === 'data' && sampleRate !== undefined) {
      return { sampleRate, dataBytes: Math.min(size, fileBytes - body) };
    }
    // Chunks start at even offsets.
    offset = body + size + (size % 2);
  }
  return undefined;
}

/**
 * Reads the header of a WAV file.
 *
 * decodeAudioData rejects an empty WAV and an unsupported rate like a damaged file. The header
 * distinguishes them. It also lets the page decode at the rate of the file, without resampling: an
 * hour at 16 kHz takes a third of the memory of 48 kHz.
 */

export interface WavHeader {
  sampleRate: number;
  /** Bytes of audio data that the file contains, which may be less than the header claims. */
  dataBytes: number;
  /** Where the audio data ends in the file. */
  dataEnd: number;
  /** Whether some browser reads other samples than the file contains, or crashes. */
  isMisread: boolean;
}

/** Some recorders write kilobytes of metadata before the audio data. */
export const HEADER_SEARCH_BYTES = 64 * 1024;

export const CHUNK_HEADER_BYTES = 8;

/** RF64 and BW64 are for files above 4 GB. Firefox rejects them. */
const LARGE_FILE_TAGS = ['RF64', 'BW64'];

const FLOAT_FORMAT = 3;
const EXTENSIBLE_FORMAT = 0xfffe;
/** WebKitGTK hangs on files with more channels. */
const MAX_CHANNELS = 32;

/** Written by recorders that did not know the length, or were interrupted. */
const UNKNOWN_SIZES = [0, 0xffff_ffff];

export function readWavHeader(head: ArrayBuffer, fileBytes: number): WavHeader | undefined {
  const view = new DataView(head);
  const tag = (offset: number) =>
    String.fromCharCode(...new Uint8Array(head, offset, Math.min(4, head.byteLength - offset)));
  if (head.byteLength < 12 || tag(8) !== 'WAVE') return undefined;
  const isForLargeFiles = LARGE_FILE_TAGS.includes(tag(0));
  if (!isForLargeFiles && tag(0) !== 'RIFF') return undefined;

  let format: { sampleRate: number; isMisread: boolean } | undefined;
  let offset = 12;
  while (offset + 8 <= head.byteLength) {
    const name = tag(offset);
    const size = view.getUint32(offset + 4, true);
    const body = offset + 8;
    if (name === 'fmt ' && body + 16 <= head.byteLength) format = readFormat(view, body);
    if (name === 'data' && format !== undefined) {
      const rest = fileBytes - body;
      const isUnknown = UNKNOWN_SIZES.includes(size);
      const dataBytes = isUnknown || isForLargeFiles ? rest : Math.min(size, rest);
      return {
        sampleRate: format.sampleRate,
        dataBytes,
        dataEnd: body + dataBytes,
        isMisread: rest > 0 && (format.isMisread || isForLargeFiles || isUnknown),
      };
    }
    if (!/^[\x20-\x7e]{4}$/.test(name)) break;
    // Chunks start at even offsets.
    offset = body + size + (size % 2);
  }
  // The data chunk is not where the others end, unless it is beyond `head`. A chunk of odd size
  // without padding is the cause: WebKitGTK then reads samples that are shifted by a byte.
  const isDataMissing = offset + 8 <= head.byteLength || offset + 8 > fileBytes;
  if (format === undefined || !isDataMissing) return undefined;
  const dataBytes = fileBytes - offset;
  return { sampleRate: format.sampleRate, dataBytes, dataEnd: fileBytes, isMisread: true };
}

/**
 * Whether the bytes after the audio data are a chunk, or nothing, in a file with `rest` more bytes.
 * Otherwise they are sound that the header leaves out, and browsers with it.
 */
export function isChunkOrEnd(after: ArrayBuffer, rest: number): boolean {
  if (rest < CHUNK_HEADER_BYTES) return true;
  // A chunk of odd size has a byte of padding, which some programs forget.
  return [0, 1].some((offset) => {
    if (offset + CHUNK_HEADER_BYTES > after.byteLength) return false;
    const name = String.fromCharCode(...new Uint8Array(after, offset, 4));
    const size = new DataView(after).getUint32(offset + 4, true);
    return /^[\x20-\x7e]{4}$/.test(name) && offset + CHUNK_HEADER_BYTES + size <= rest + 1;
  });
}

function readFormat(view: DataView, body: number): { sampleRate: number; isMisread: boolean } {
  const code = view.getUint16(body, true);
  const bitsPerSample = view.getUint16(body + 14, true);
  // Firefox decodes samples of 64 bits as twice as many of 32 bits.
  const isDouble = bitsPerSample === 64 && [FLOAT_FORMAT, EXTENSIBLE_FORMAT].includes(code);
  return {
    sampleRate: view.getUint32(body + 4, true),
    isMisread: isDouble || view.getUint16(body + 2, true) > MAX_CHANNELS,
  };
}

/** Reads parts of a file synchronously, as only workers can. */

/** Each read of a file costs a message between processes. */
const WINDOW_BYTES = 4 * 2 ** 20;

export class BlobReader {
  readonly #file: Blob;
  readonly #reader = new FileReaderSync();
  #window = new Uint8Array();
  #start = 0;

  constructor(file: Blob) {
    this.#file = file;
  }

  /** Returns at least one byte from `offset`, except at the end. Throws if the file is gone. */
  read(offset: number, length: number): Uint8Array {
    const end = this.#start + this.#window.length;
    if (offset < this.#start || offset >= end) {
      const part = this.#file.slice(offset, offset + WINDOW_BYTES);
      this.#window = new Uint8Array(this.#reader.readAsArrayBuffer(part));
      this.#start = offset;
    }
    const at = offset - this.#start;
    return this.#window.subarray(at, at + length);
  }
}

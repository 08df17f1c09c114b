/** Reads parts of a file through a window, so that a walk over its headers makes few requests. */

const WINDOW_BYTES = 2 ** 20;

export interface DeclaredLength {
  /** 0 if the file does not contain it. */
  seconds: number;
  channels: number;
}

export class FileWindow {
  readonly #file: Blob;
  readonly size: number;
  #start = 0;
  #bytes: ArrayBuffer;

  /** `head` is the beginning of the file, or the whole file. */
  constructor(file: Blob, head: ArrayBuffer, size = file.size) {
    this.#file = file;
    this.#bytes = head;
    this.size = size;
  }

  /** Returns at least `length` bytes from `offset`, except at the end of the file. */
  async view(offset: number, length: number): Promise<DataView> {
    const end = Math.min(offset + length, this.size);
    if (offset < this.#start || end > this.#start + this.#bytes.byteLength) {
      const part = this.#file.slice(offset, offset + Math.max(length, WINDOW_BYTES));
      this.#bytes = await part.arrayBuffer();
      this.#start = offset;
    }
    return new DataView(this.#bytes, Math.min(offset - this.#start, this.#bytes.byteLength));
  }
}

/** Reads ASCII text; shorter at the end of the view. */
export function textAt(view: DataView, offset: number, length = 4): string {
  const end = Math.min(offset + length, view.byteLength);
  let text = '';
  for (let i = offset; i < end; i++) text += String.fromCharCode(view.getUint8(i));
  return text;
}

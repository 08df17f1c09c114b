/** Worker that decodes recordings with the wasm of the crate decoder/. */
import { expose, type ProxyMarked, type Remote, releaseProxy, transfer } from 'comlink';
import init, { type DecodeErrorDetails, decode } from '../../wasm/hot_or_cold_decoder.js';
import wasmUrl from '../../wasm/hot_or_cold_decoder_bg.wasm?url';
import { fetchAsset } from '../worker/fetch-asset.ts';
import { STARTED } from '../worker/protocol.ts';
import { BlobReader } from './blob-reader.ts';
import { decodeFile, TooLong } from './decode-file.ts';
import type { DecodeFault, DecoderApi } from './protocol.ts';

// console_error_panic_hook logs the message of a panic; the trap that follows has none.
let lastReport = '';
const report = console.error;
console.error = (...values: unknown[]) => {
  lastReport = values.map(String).join(' ');
  report(...values);
};

postMessage(STARTED);
const loaded = init({ module_or_path: fetchAsset(wasmUrl) });
// Each call reports a failure to load; without this, it would also be an unhandled rejection.
loaded.catch(() => undefined);

const api: DecoderApi = {
  async warm() {
    try {
      await loaded;
      return { value: true };
    } catch (thrown) {
      return { fault: { kind: 'not-loaded', detail: String(thrown) } };
    }
  },

  urls: async () => [location.href, new URL(wasmUrl, location.href).href],

  async decode(file, onProgress) {
    try {
      const ready = await api.warm();
      if ('fault' in ready) return ready;
      const reader = new BlobReader(file);
      const read = (offset: number, length: number) => reader.read(offset, length);
      const name = file instanceof File ? file.name : undefined;
      const decodeNamed: typeof decode = (size, readBytes, onChunk) =>
        decode(size, readBytes, onChunk, name);
      const value = decodeFile(decodeNamed, file.size, read, onProgress);
      return transfer(
        { value },
        value.channels.map((channel) => channel.buffer),
      );
    } catch (thrown) {
      return { fault: toFault(thrown) };
    } finally {
      (onProgress as unknown as Remote<(() => void) & ProxyMarked>)[releaseProxy]();
    }
  },
};

function toFault(thrown: unknown): DecodeFault {
  if (thrown instanceof TooLong) return { kind: 'too-long' };
  if (thrown instanceof Error && thrown.name === 'DecodeError') {
    const { values, detail, message } = thrown as Error & DecodeErrorDetails;
    return { kind: 'refused', values, sentence: message, detail };
  }
  return { kind: 'crashed', detail: [lastReport, String(thrown)].filter(Boolean).join('\n') };
}

expose(api);

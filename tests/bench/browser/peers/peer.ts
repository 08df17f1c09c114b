/** Interface of a measured implementation, and its service in a worker. */
import { expose } from 'comlink';

export interface PeerResult {
  verdict: string;
  probabilityHot: number;
  probabilityPouring: number;
  picture: ImageData;
}

export interface Peer {
  /** Converts mono PCM at the model's rate to log-mel in dB, frame by frame. */
  logMel(samples: Float32Array): Float32Array;
  /** Maps one window (bands × frames in dB, band-major) to the logits of *pouring* and *hot*. */
  network(window: Float32Array): Promise<ArrayLike<number>> | ArrayLike<number>;
  classify(samples: Float32Array): Promise<PeerResult> | PeerResult;
  /** Classifies a live recording, step by step. */
  live(steps: Float32Array[]): Promise<void> | void;
}

export type Task = 'log-mel' | 'network' | 'verdict' | 'live';

/** Sound for all tasks; `window` is the input of the network. */
export interface PeerInput {
  samples: Float32Array;
  window: Float32Array;
  /** Samples in each step of `live`. */
  stepSamples: number;
}

export interface PeerApi {
  /** Resolves when the peer can classify. */
  ready(): Promise<void>;
  /** Returns the mean duration of a task in ms, over `repeats` consecutive runs. */
  measure(task: Task, input: PeerInput, repeats: number): Promise<number>;
  classify(samples: Float32Array): Promise<PeerResult>;
  logMel(samples: Float32Array): Promise<Float32Array>;
  /** Returns the bytes of all WebAssembly memories in the worker; they never shrink. */
  wasmMemory(): number;
}

const memories: WebAssembly.Memory[] = [];

/** Collects the memories of later WebAssembly instances, which libraries do not expose. */
function trackMemories(): void {
  const track = (instance: WebAssembly.Instance, imports: WebAssembly.Imports | undefined) => {
    const imported = Object.values(imports ?? {}).flatMap((module) => Object.values(module));
    for (const value of [...Object.values(instance.exports), ...imported]) {
      if (value instanceof WebAssembly.Memory && !memories.includes(value)) memories.push(value);
    }
  };
  const { instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.instantiate = (async (source: BufferSource, imports?: WebAssembly.Imports) => {
    const result = (await instantiate(source, imports)) as unknown;
    track(
      result instanceof WebAssembly.Instance
        ? result
        : (result as WebAssembly.WebAssemblyInstantiatedSource).instance,
      imports,
    );
    return result;
  }) as typeof instantiate;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const result = await instantiateStreaming(source, imports);
    track(result.instance, imports);
    return result;
  };
}

trackMemories();

/** Loads a peer, and serves it to the page by comlink. */
export function exposePeer(load: () => Promise<Peer>): void {
  const loaded = load();
  const run = async (peer: Peer, task: Task, input: PeerInput): Promise<unknown> => {
    switch (task) {
      case 'log-mel':
        return peer.logMel(input.samples);
      case 'network':
        return peer.network(input.window);
      case 'verdict':
        return peer.classify(input.samples);
      case 'live':
        return peer.live(steps(input));
    }
  };
  const api: PeerApi = {
    async ready() {
      await loaded;
    },
    async measure(task, input, repeats) {
      const peer = await loaded;
      const start = performance.now();
      for (let n = 0; n < repeats; n++) await run(peer, task, input);
      return (performance.now() - start) / repeats;
    },
    async classify(samples) {
      return (await loaded).classify(samples);
    },
    async logMel(samples) {
      return (await loaded).logMel(samples);
    },
    wasmMemory: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
  };
  expose(api);
}

function steps({ samples, stepSamples }: PeerInput): Float32Array[] {
  return Array.from({ length: Math.floor(samples.length / stepSamples) }, (_, n) =>
    samples.subarray(n * stepSamples, (n + 1) * stepSamples),
  );
}

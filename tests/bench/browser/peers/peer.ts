/** What each way of doing it offers, in a worker of its own, to be measured. */
import { expose } from 'comlink';

export interface Judged {
  verdict: string;
  probabilityHot: number;
  probabilityPouring: number;
  picture: ImageData;
}

export interface Peer {
  /** Mono PCM at the model's rate → log-mel in dB, frame after frame. */
  logMel(samples: Float32Array): Float32Array;
  /** One window, mel bands × frames in dB, band-major → the logits of *pouring* and *hot*. */
  network(window: Float32Array): Promise<ArrayLike<number>> | ArrayLike<number>;
  judge(samples: Float32Array): Promise<Judged> | Judged;
  /** Hears what a microphone would give, a step after the other. */
  live(steps: Float32Array[]): Promise<void> | void;
}

export type Task = 'log-mel' | 'network' | 'verdict' | 'live';

/** Sound for each task; `window` is of the network. */
export interface Input {
  samples: Float32Array;
  window: Float32Array;
  /** What `live` hears of `samples` at a time. */
  stepSamples: number;
}

export interface PeerApi {
  /** Resolves when it can judge. */
  ready(): Promise<void>;
  /** Milliseconds for the task, the mean of `times` runs in a row. */
  measure(task: Task, input: Input, times: number): Promise<number>;
  judge(samples: Float32Array): Promise<Judged>;
  logMel(samples: Float32Array): Promise<Float32Array>;
  /** Bytes of all WebAssembly memories in this worker, which only ever grow. */
  wasmMemory(): number;
}

const memories: WebAssembly.Memory[] = [];

/** Before anything is instantiated: each library keeps its memory to itself. */
function watchMemories(): void {
  const remember = (instance: WebAssembly.Instance, imports: WebAssembly.Imports | undefined) => {
    const imported = Object.values(imports ?? {}).flatMap((module) => Object.values(module));
    for (const value of [...Object.values(instance.exports), ...imported]) {
      if (value instanceof WebAssembly.Memory && !memories.includes(value)) memories.push(value);
    }
  };
  const { instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.instantiate = (async (source: BufferSource, imports?: WebAssembly.Imports) => {
    const made = (await instantiate(source, imports)) as unknown;
    remember(
      made instanceof WebAssembly.Instance
        ? made
        : (made as WebAssembly.WebAssemblyInstantiatedSource).instance,
      imports,
    );
    return made;
  }) as typeof instantiate;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const made = await instantiateStreaming(source, imports);
    remember(made.instance, imports);
    return made;
  };
}

watchMemories();

export function serve(load: () => Promise<Peer>): void {
  const loaded = load();
  const run = async (peer: Peer, task: Task, input: Input): Promise<unknown> => {
    switch (task) {
      case 'log-mel':
        return peer.logMel(input.samples);
      case 'network':
        return peer.network(input.window);
      case 'verdict':
        return peer.judge(input.samples);
      case 'live':
        return peer.live(steps(input));
    }
  };
  const api: PeerApi = {
    async ready() {
      await loaded;
    },
    async measure(task, input, times) {
      const peer = await loaded;
      const start = performance.now();
      for (let time = 0; time < times; time++) await run(peer, task, input);
      return (performance.now() - start) / times;
    },
    async judge(samples) {
      return (await loaded).judge(samples);
    },
    async logMel(samples) {
      return (await loaded).logMel(samples);
    },
    wasmMemory: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
  };
  expose(api);
}

function steps({ samples, stepSamples }: Input): Float32Array[] {
  return Array.from({ length: Math.floor(samples.length / stepSamples) }, (_, n) =>
    samples.subarray(n * stepSamples, (n + 1) * stepSamples),
  );
}

declare module 'virtual:example-recordings' {
  /** The recordings the build found, in the order of clips.csv; empty where there are none. */
  export const recordings: readonly {
    fahrenheit: number;
    fileName: string;
    author: string;
    licence: string;
    source: string;
    /** Whether the model was trained on this very recording. */
    learned: boolean;
    url: string;
  }[];
}

declare module 'virtual:model-figures' {
  export const figures: import('../build/model-figures.ts').Figures;
}

declare const __APP_VERSION__: string;
/** Empty where the build does not know it. */
declare const __APP_COMMIT__: string;

/** Empty as long as the code lies nowhere in public. */
declare const __CODE_ADDRESS__: string;

declare module 'virtual:example-recordings' {
  /** The recordings that the build found, in the order of clips.csv. */
  export const recordings: readonly {
    fahrenheit: number;
    fileName: string;
    author: string;
    licence: string;
    source: string;
    /** Whether the model was trained on this recording. */
    inTrainingSet: boolean;
    url: string;
  }[];
}

declare module 'virtual:model-figures' {
  export const figures: import('../build/model-figures.ts').Figures;
}

declare const __APP_VERSION__: string;
/** Empty outside a repository. */
declare const __APP_COMMIT__: string;
/** Empty if package.json has no repository URL. */
declare const __REPOSITORY_URL__: string;

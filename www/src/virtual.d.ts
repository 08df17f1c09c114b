declare module 'virtual:example-recordings' {
  /** The recordings the build found, in the order of clips.csv; empty where there are none. */
  export const recordings: readonly {
    fahrenheit: number;
    fileName: string;
    author: string;
    licence: string;
    source: string;
    url: string;
  }[];
}

declare const __APP_VERSION__: string;

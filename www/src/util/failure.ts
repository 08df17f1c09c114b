/** An error that a card shows: a stable code and a sentence that tells a person what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** Length of the recording, if known. */
  seconds: number | undefined;
  readonly #sentence: () => string;

  /** A sentence given as a function follows the language of the page. */
  constructor(
    readonly code: string,
    sentence: string | (() => string),
    /** For developers: the message of a panic or of the browser. */
    readonly detail?: string,
  ) {
    const getSentence = typeof sentence === 'string' ? () => sentence : sentence;
    super(getSentence());
    this.#sentence = getSentence;
  }

  get sentence(): string {
    return this.#sentence();
  }
}

/** The message of anything thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

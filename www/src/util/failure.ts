/** Why a recording got no verdict: a stable code and one sentence that a person can act on. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly #sentence: () => string;

  /** Given as a function, the sentence follows the language of the page. */
  constructor(
    readonly code: string,
    sentence: string | (() => string),
    /** What a developer wants to see: a panic's text, a browser's message. */
    readonly detail?: string,
  ) {
    const say = typeof sentence === 'string' ? () => sentence : sentence;
    super(say());
    this.#sentence = say;
  }

  get sentence(): string {
    return this.#sentence();
  }
}

/** The message of anything thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

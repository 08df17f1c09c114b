/** Why a recording got no verdict: a stable code and one sentence that a person can act on. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly code: string,
    sentence: string,
    /** What a developer wants to see: a panic's text, a browser's message. */
    readonly detail?: string,
  ) {
    super(sentence);
  }
}

/** The message of anything thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

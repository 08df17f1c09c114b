/** A person's choice, kept by this browser from visit to visit. */

/** Undefined where nothing is kept, or what is kept is none of the choices. */
export function recall<Choice extends string>(
  key: string,
  choices: readonly Choice[],
): Choice | undefined {
  try {
    const kept = localStorage.getItem(key);
    return choices.find((choice) => choice === kept);
  } catch {
    return undefined;
  }
}

export function keep(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // Some browsers forbid it in private windows: then the choice lasts as long as the page.
  }
}

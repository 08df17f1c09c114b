/** Hands a file to the person, as a download does. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not at once: the browser fetches the address after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

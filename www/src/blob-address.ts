import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** The blob: address of a recording, for the player that `audio` points to. */
export function useBlobAddress(
  recording: File | undefined,
  audio: RefObject<HTMLAudioElement | null>,
): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (recording === undefined) return undefined;
    const made = URL.createObjectURL(recording);
    setAddress(made);
    return () => {
      // A player that is still loading would find nothing there, and say so in the console.
      audio.current?.removeAttribute('src');
      audio.current?.load();
      setAddress(undefined);
      // It keeps its whole file in memory until it is revoked.
      URL.revokeObjectURL(made);
    };
  }, [recording, audio]);
  return address;
}

/** Plays the recording as it was handed over. */
import { useEffect, useState } from 'preact/hooks';
import { strings } from './strings.ts';

export function Player({ recording, name }: { recording: File | undefined; name: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (recording === undefined) return undefined;
    const made = URL.createObjectURL(recording);
    setAddress(made);
    // A blob: address keeps its whole file in memory until it is revoked.
    return () => URL.revokeObjectURL(made);
  }, [recording]);
  return (
    <div class="player">
      {address !== undefined && (
        // biome-ignore lint/a11y/useMediaCaption: a recording of water has no words to caption
        <audio
          controls
          preload="metadata"
          src={address}
          aria-label={strings.results.player(name)}
        />
      )}
    </div>
  );
}

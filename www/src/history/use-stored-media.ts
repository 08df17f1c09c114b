/** What was kept of an earlier visit, fetched when its card comes near. */
import { useEffect, useState } from 'preact/hooks';
import type { Spectrogram } from '../classify/classification.ts';
import type { Result } from '../results/results.ts';

export interface StoredMedia {
  /** Let go of when the card is far: hundreds of them would fill the memory. */
  picture: Spectrogram | undefined;
  /** The recording was looked for, and is not kept any more. */
  isRecordingDeleted: boolean;
}

export function useStoredMedia({ mediaStore, recording }: Result, near: boolean): StoredMedia {
  const [picture, setPicture] = useState<Spectrogram>();
  const [isRecordingDeleted, setRecordingDeleted] = useState(false);
  useEffect(() => {
    if (mediaStore === undefined || !near) return undefined;
    let wanted = true;
    void mediaStore.spectrogram().then((fetched) => {
      if (wanted) setPicture(fetched);
    });
    if (recording.peek() === undefined) {
      void mediaStore.recording().then((fetched) => {
        recording.value = fetched;
        if (wanted) setRecordingDeleted(fetched === undefined);
      });
    }
    return () => {
      wanted = false;
      setPicture(undefined);
    };
  }, [mediaStore, near, recording]);
  return { picture, isRecordingDeleted };
}

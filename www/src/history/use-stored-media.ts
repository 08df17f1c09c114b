/** Loads the spectrogram and the recording of a restored result while its card is near. */
import { useEffect, useState } from 'preact/hooks';
import type { Spectrogram } from '../classify/classification.ts';
import type { Result } from '../results/results.ts';

interface StoredMedia {
  /** Released when the card is far from the viewport: hundreds would fill the memory. */
  spectrogram: Spectrogram | undefined;
  /** Whether the recording is no longer stored. */
  isRecordingDeleted: boolean;
}

export function useStoredMedia({ mediaStore, recording }: Result, isNear: boolean): StoredMedia {
  const [spectrogram, setSpectrogram] = useState<Spectrogram>();
  const [isRecordingDeleted, setRecordingDeleted] = useState(false);
  useEffect(() => {
    if (mediaStore === undefined || !isNear) return undefined;
    let isCurrent = true;
    void mediaStore.spectrogram().then((fetched) => {
      if (isCurrent) setSpectrogram(fetched);
    });
    if (recording.peek() === undefined) {
      void mediaStore.recording().then((fetched) => {
        recording.value = fetched;
        if (isCurrent) setRecordingDeleted(fetched === undefined);
      });
    }
    return () => {
      isCurrent = false;
      setSpectrogram(undefined);
    };
  }, [mediaStore, isNear, recording]);
  return { spectrogram, isRecordingDeleted };
}

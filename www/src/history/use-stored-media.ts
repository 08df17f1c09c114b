/** Loads the spectrogram and the recording of a restored result while its card is near. */
import { useEffect, useState } from 'preact/hooks';
import type { Spectrogram } from '../classify/classification.ts';
import type { MediaStore, Result } from '../results/results.ts';

interface StoredMedia {
  /** Released when the card is far from the viewport: hundreds would fill the memory. */
  spectrogram: Spectrogram | undefined;
  /** Whether the recording is no longer stored. */
  isRecordingDeleted: boolean;
}

export function useStoredMedia({ mediaStore, recording }: Result, isNear: boolean): StoredMedia {
  // Each with its store: the next result must not show the media of the one before.
  const [loaded, setLoaded] = useState<{
    store: MediaStore;
    spectrogram: Spectrogram | undefined;
  }>();
  const [emptyStore, setEmptyStore] = useState<MediaStore>();
  useEffect(() => {
    if (mediaStore === undefined || !isNear) return undefined;
    let isCurrent = true;
    void mediaStore.spectrogram().then((spectrogram) => {
      if (isCurrent) setLoaded({ store: mediaStore, spectrogram });
    });
    if (recording.peek() === undefined) {
      void mediaStore.recording().then((fetched) => {
        // It may have been loaded for a retry meanwhile.
        recording.value ??= fetched;
        if (isCurrent && fetched === undefined) setEmptyStore(mediaStore);
      });
    }
    return () => {
      isCurrent = false;
      setLoaded(undefined);
    };
  }, [mediaStore, isNear, recording]);
  const isStored = mediaStore !== undefined;
  return {
    spectrogram: isStored && loaded?.store === mediaStore ? loaded.spectrogram : undefined,
    isRecordingDeleted: isStored && emptyStore === mediaStore && recording.value === undefined,
  };
}

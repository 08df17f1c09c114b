/** Chooses the microphone, where there are several. */
import { useEffect, useRef } from 'preact/hooks';
import { microphones } from '../i18n/index.ts';
import styles from './microphone-choice.module.css';
import {
  chooseMicrophone,
  chosenMicrophone,
  connectedMicrophone,
  microphoneList,
  watchMicrophones,
} from './microphones.ts';

interface Props {
  isListening: boolean;
  onChoose: () => void;
}

export function MicrophoneChoice({ isListening, onChoose }: Props) {
  useEffect(watchMicrophones, []);
  const list = microphoneList.value;
  // Browsers name the microphones once a first recording has begun. Shown only then, the choice
  // would move the panel under the finger that stops it.
  const wasUnnamed = useRef(true);
  if (!isListening) wasUnnamed.current = list.length === 0;
  const isShown = list.length > 1 && !(isListening && wasUnnamed.current);
  const connected = connectedMicrophone.value;
  const missing = connected === undefined && list.length > 0 ? chosenMicrophone.value : undefined;
  return (
    <div class={styles.microphone}>
      {isShown && (
        <label class="choice">
          {microphones.choice}
          <select
            data-testid="microphone"
            value={connected?.id ?? ''}
            onChange={({ currentTarget }) => {
              chooseMicrophone(currentTarget.value);
              onChoose();
            }}
          >
            <option value="">{microphones.system}</option>
            {list.map(({ id, name }) => (
              <option key={id} value={id} translate={false}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <p role="status" class="quiet">
        {missing && microphones.missing(missing.name)}
      </p>
    </div>
  );
}

/** Chooses the microphone, where there are several. */
import { useEffect } from 'preact/hooks';
import { microphones } from '../i18n/index.ts';
import styles from './microphone-choice.module.css';
import {
  chooseMicrophone,
  chosenMicrophone,
  connectedMicrophone,
  microphoneList,
  watchMicrophones,
} from './microphones.ts';

export function MicrophoneChoice({ onChoose }: { onChoose: () => void }) {
  const list = microphoneList.value;
  if (list.length < 2) return null;
  return (
    <label class="choice">
      {microphones.choice}
      <select
        data-testid="microphone"
        value={connectedMicrophone.value?.id ?? ''}
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
  );
}

/** Says that the chosen microphone is not connected. Keeps the list up to date. */
export function MissingMicrophone() {
  useEffect(watchMicrophones, []);
  const isMissing = connectedMicrophone.value === undefined && microphoneList.value.length > 0;
  const missing = isMissing ? chosenMicrophone.value : undefined;
  return (
    <p role="status" class={`${styles.missing} quiet`}>
      {missing && microphones.missing(missing.name)}
    </p>
  );
}

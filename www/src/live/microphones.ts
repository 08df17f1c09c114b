/**
 * Lists the microphones and remembers the chosen one.
 *
 * Browsers name them only once the page may use one. Ids of devices may change, in Safari with each
 * visit, so the name of the chosen one is stored too.
 */
import { computed, signal } from '@preact/signals';
import { readSetting, writeSetting } from '../util/storage.ts';

export interface MicrophoneDevice {
  id: string;
  name: string;
}

/** Key in localStorage. */
const MICROPHONE_KEY = 'microphone';

/** Ids with which Chromium repeats the microphones that the system prefers. */
const SYSTEM_DEVICES = ['', 'default', 'communications'];

/** Empty until the browser names the microphones. */
export const microphoneList = signal<readonly MicrophoneDevice[]>([]);

/** Undefined for the one that the system prefers. */
export const chosenMicrophone = signal(readChosen());

/** The chosen microphone if it is connected, under its current id. */
export const connectedMicrophone = computed(() => {
  const [list, chosen] = [microphoneList.value, chosenMicrophone.value];
  if (chosen === undefined) return undefined;
  return list.find(({ id }) => id === chosen.id) ?? list.find(({ name }) => name === chosen.name);
});

export function chooseMicrophone(id: string): void {
  const chosen = microphoneList.peek().find((device) => device.id === id);
  chosenMicrophone.value = chosen;
  writeSetting(MICROPHONE_KEY, chosen && JSON.stringify(chosen));
}

/** Number of calls so far, so that an older answer never replaces a newer one. */
let calls = 0;

/** Reads the list. Call it after permission, and when a device comes or goes. */
export async function listMicrophones(): Promise<void> {
  calls += 1;
  const call = calls;
  const devices = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []);
  if (call !== calls) return;
  microphoneList.value = (devices ?? [])
    .filter(({ kind, deviceId, label }) => {
      return kind === 'audioinput' && label !== '' && !SYSTEM_DEVICES.includes(deviceId);
    })
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

/** Lists the microphones now and at each change. Returns a function that ends it. */
export function watchMicrophones(): () => void {
  const { mediaDevices } = navigator;
  const list = () => void listMicrophones();
  list();
  mediaDevices?.addEventListener?.('devicechange', list);
  return () => mediaDevices?.removeEventListener?.('devicechange', list);
}

function readChosen(): MicrophoneDevice | undefined {
  try {
    const { id, name } = JSON.parse(readSetting(MICROPHONE_KEY) ?? '{}');
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined;
  } catch {
    return undefined;
  }
}

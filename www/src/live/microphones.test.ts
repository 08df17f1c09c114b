// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Devices = [id: string, name: string, kind?: string][];

let devices: Devices;
let mediaDevices: EventTarget & { enumerateDevices?: () => Promise<unknown> };

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
  const enumerateDevices = vi.fn(async () =>
    devices.map(([deviceId, label, kind = 'audioinput']) => ({ deviceId, label, kind })),
  );
  mediaDevices = Object.assign(new EventTarget(), { enumerateDevices });
  vi.stubGlobal('navigator', { mediaDevices });
  devices = [
    ['a', 'Microphone A'],
    ['b', 'Microphone B'],
  ];
});

const load = () => import('./microphones.ts');

describe('listMicrophones', () => {
  it.each<[string, Devices, string[]]>([
    [
      'lists the microphones',
      [
        ['a', 'A'],
        ['b', 'B'],
      ],
      ['a', 'b'],
    ],
    [
      'leaves out the repeated system devices',
      [
        ['default', 'Default - A'],
        ['a', 'A'],
      ],
      ['a'],
    ],
    [
      'leaves out calls',
      [
        ['communications', 'Communications - A'],
        ['a', 'A'],
      ],
      ['a'],
    ],
    [
      'leaves out speakers and cameras',
      [
        ['s', 'S', 'audiooutput'],
        ['c', 'C', 'videoinput'],
      ],
      [],
    ],
    ['is empty before permission', [['', '']], []],
  ])('%s', async (_, list, expected) => {
    devices = list;
    const { listMicrophones, microphoneList } = await load();
    await listMicrophones();
    expect(microphoneList.value.map(({ id }) => id)).toEqual(expected);
  });

  it('is empty if the browser has no list, or refuses it', async () => {
    const { listMicrophones, microphoneList } = await load();
    mediaDevices.enumerateDevices = () => Promise.reject(new DOMException('no'));
    await listMicrophones();
    delete mediaDevices.enumerateDevices;
    await listMicrophones();
    expect(microphoneList.value).toEqual([]);
  });
});

it('watchMicrophones lists again when a device comes or goes', async () => {
  const { watchMicrophones, microphoneList } = await load();
  const stop = watchMicrophones();
  await vi.waitFor(() => expect(microphoneList.value).toHaveLength(2));
  devices = [['a', 'Microphone A']];
  mediaDevices.dispatchEvent(new Event('devicechange'));
  await vi.waitFor(() => expect(microphoneList.value).toHaveLength(1));
  stop();
  mediaDevices.dispatchEvent(new Event('devicechange'));
  expect(mediaDevices.enumerateDevices).toHaveBeenCalledTimes(2);
});

describe('connectedMicrophone', () => {
  it('is the chosen one, also on the next visit under another id', async () => {
    const first = await load();
    await first.listMicrophones();
    expect(first.connectedMicrophone.value).toBeUndefined();
    first.chooseMicrophone('b');
    expect(first.connectedMicrophone.value?.id).toBe('b');
    vi.resetModules();
    devices = [['new', 'Microphone B']];
    const next = await load();
    await next.listMicrophones();
    expect(next.connectedMicrophone.value?.id).toBe('new');
  });

  it('is undefined while the chosen one is gone, which stays chosen', async () => {
    const { listMicrophones, chooseMicrophone, chosenMicrophone, connectedMicrophone } =
      await load();
    await listMicrophones();
    chooseMicrophone('b');
    devices = [['a', 'Microphone A']];
    await listMicrophones();
    expect(connectedMicrophone.value).toBeUndefined();
    expect(chosenMicrophone.value?.name).toBe('Microphone B');
  });

  it('is undefined for the system’s, also on the next visit', async () => {
    const { listMicrophones, chooseMicrophone } = await load();
    await listMicrophones();
    chooseMicrophone('b');
    chooseMicrophone('');
    vi.resetModules();
    expect((await load()).chosenMicrophone.value).toBeUndefined();
  });

  it.each(['{', '1', 'null', '{"id":1}'])('ignores the stored %j', async (stored) => {
    localStorage.setItem('microphone', stored);
    expect((await load()).chosenMicrophone.value).toBeUndefined();
  });
});

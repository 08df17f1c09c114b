import { afterEach, expect, it, vi } from 'vitest';
import { handleLaunchedFiles } from './file-handling.ts';

afterEach(() => void vi.unstubAllGlobals());

it('handleLaunchedFiles receives files although cookies are blocked', async () => {
  let launch: (parameters: object) => Promise<void> = async () => undefined;
  const launchQueue = {
    setConsumer: (consumer: typeof launch) => {
      launch = consumer;
    },
  };
  vi.stubGlobal('window', { launchQueue });
  Object.defineProperty(globalThis, 'sessionStorage', {
    configurable: true,
    get: () => {
      throw new DOMException('', 'SecurityError');
    },
  });
  const onSources = vi.fn();
  handleLaunchedFiles({ onSources, onAction: vi.fn() });
  const handle = { name: 'a.wav', getFile: async () => new File([], 'a.wav') };
  await launch({ files: [handle] });
  expect(onSources).toHaveBeenCalledWith([expect.objectContaining({ name: 'a.wav' })]);
  Reflect.deleteProperty(globalThis, 'sessionStorage');
});

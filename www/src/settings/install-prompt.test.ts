import { describe, expect, it, vi } from 'vitest';
import { canInstall, install, watchInstallPrompt } from './install-prompt.ts';

function offerInstallation(target: EventTarget) {
  const event = new Event('beforeinstallprompt', { cancelable: true });
  const prompt = vi.fn(() => Promise.resolve());
  target.dispatchEvent(Object.assign(event, { prompt }));
  return { event, prompt };
}

describe('install and canInstall', () => {
  const target = new EventTarget();
  watchInstallPrompt(target);

  it('asks once for each offer of the browser', () => {
    expect(canInstall()).toBe(false);
    const { event, prompt } = offerInstallation(target);
    expect(event.defaultPrevented).toBe(true);
    expect(canInstall()).toBe(true);
    install();
    install();
    expect(prompt).toHaveBeenCalledTimes(1);
    expect(canInstall()).toBe(false);
    offerInstallation(target);
    expect(canInstall()).toBe(true);
  });

  it('is not possible once the app is installed', () => {
    offerInstallation(target);
    target.dispatchEvent(new Event('appinstalled'));
    expect(canInstall()).toBe(false);
  });
});

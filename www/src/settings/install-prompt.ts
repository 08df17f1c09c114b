/** The browser's offer to install the page as an app. Only Chromium makes one. */
import { signal } from '@preact/signals';

/** https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

const offer = signal<InstallPromptEvent | undefined>(undefined);

export const canInstall = () => offer.value !== undefined;

/** Keeps the offer for the settings. It is gone once the page is installed. */
export function watchInstallPrompt(target: EventTarget): void {
  target.addEventListener('beforeinstallprompt', (event) => {
    // Otherwise Chromium on Android shows a banner of its own.
    event.preventDefault();
    offer.value = event as InstallPromptEvent;
  });
  target.addEventListener('appinstalled', () => {
    offer.value = undefined;
  });
}

/** Asks the person to confirm. An offer can be used only once; the browser may make another. */
export function install(): void {
  const event = offer.peek();
  offer.value = undefined;
  void event?.prompt().catch((thrown) => console.warn('The app was not installed:', thrown));
}

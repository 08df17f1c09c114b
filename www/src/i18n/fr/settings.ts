/** Messages of the settings, and of what they switch on. */
import type { SettingsMessages } from '../messages.ts';

export const settings: SettingsMessages = {
  heading: 'Réglages',
  done: 'Terminé',
  temperature: 'Température',
  theme: 'Apparence',
  themes: { system: 'Système', light: 'Claire', dark: 'Sombre' },
  speech: 'Annoncer chaud ou froid à voix haute',
  vibration: 'Vibrer : deux fois si c’est chaud, une fois si c’est froid',
  install: 'Installer l’application',
};

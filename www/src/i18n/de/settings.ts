/** Messages of the settings, and of what they switch on. */
import type { SettingsMessages } from '../messages.ts';

export const settings: SettingsMessages = {
  heading: 'Einstellungen',
  done: 'Fertig',
  temperature: 'Temperatur',
  theme: 'Darstellung',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  speech: '„Heiß“ oder „kalt“ laut ansagen',
  vibration: 'Vibrieren: zweimal bei heiß, einmal bei kalt',
  install: 'App installieren',
};

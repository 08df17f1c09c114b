/** Messages of the settings, and of what they switch on. */
import type { SettingsMessages } from '../messages.ts';

export const settings: SettingsMessages = {
  heading: 'Ajustes',
  done: 'Listo',
  temperature: 'Temperatura',
  theme: 'Apariencia',
  themes: { system: 'Sistema', light: 'Clara', dark: 'Oscura' },
  speech: 'Decir en voz alta si está caliente o fría',
  vibration: 'Vibrar: dos veces si está caliente, una si está fría',
  install: 'Instalar la aplicación',
};

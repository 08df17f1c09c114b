/** Messages of the settings, and of what they switch on. */

export const settings = {
  heading: 'Settings',
  done: 'Done',
  temperature: 'Temperature',
  theme: 'Appearance',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  speech: 'Say hot or cold out loud',
  vibration: 'Vibrate: twice for hot, once for cold',
  install: 'Install the app',
};

/** Messages of the settings, and of what they switch on. */
import type { SettingsMessages } from '../messages.ts';

export const settings: SettingsMessages = {
  heading: '設定',
  done: '完了',
  temperature: '温度',
  theme: '外観',
  themes: { system: '自動', light: 'ライト', dark: 'ダーク' },
  speech: 'お湯か冷水かを声で知らせる',
  vibration: '振動で知らせる（お湯は2回、冷水は1回）',
  install: 'アプリをインストール',
};

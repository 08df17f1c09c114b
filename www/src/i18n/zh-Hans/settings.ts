/** Messages of the settings, and of what they switch on. */
import type { SettingsMessages } from '../messages.ts';

export const settings: SettingsMessages = {
  heading: '设置',
  done: '完成',
  temperature: '温度',
  theme: '外观',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  speech: '语音播报冷热',
  vibration: '振动提示：热水两次，冷水一次',
  install: '安装应用',
};

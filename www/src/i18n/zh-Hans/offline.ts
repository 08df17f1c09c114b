/** Words of the installed app: working offline, new versions, and what is shared with it. */
import type { Offline } from '../messages.ts';

export const offline: Offline = {
  ready: '现在可以离线使用了。',
  heading: '新版本',
  offered: '新版本已准备好。',
  activeInOtherTab: '新版本已在使用，本页面仍是旧版本。',
  announcedPlace: '可在页面末尾更新。',
  busy: '先等正在听的录音得出判断。',
  unsaved: '没有保存在这台设备上的内容，重新加载后会消失。',
  reload: '重新加载',
  later: '稍后',
  nothingShared: '分享的内容是空的；请分享一段录音或视频。',
  shareFailed: '无法接收分享的内容，可能是设备空间不足；请在这里选择录音。',
  /** For a recording that comes without a name. */
  unnamed: '分享的录音',
};

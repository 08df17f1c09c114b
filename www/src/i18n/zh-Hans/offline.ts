/** Messages of the installed app: its manifest, working offline, new versions, shared files. */
import type { ManifestMessages, OfflineMessages } from '../messages.ts';
import { home } from './home.ts';
import { pages } from './pages.ts';

export const offline: OfflineMessages = {
  ready: '已可离线使用。',
  heading: '新版本',
  offered: '有新版本可用。',
  activeInOtherTab: '另一个标签页已打开新版本。重新加载即可在这里使用。',
  announcedPlace: '可以在页面末尾重新加载。',
  busy: '会先处理完当前的录音。',
  unsaved: '重新加载后，未保存的结果会丢失。',
  reload: '重新加载',
  later: '以后再说',
  nothingShared: '没有收到分享的内容。请分享一段录音或视频。',
  shareFailed: '无法打开分享的内容，可能是设备空间不足。请改为在这里选择录音。',
  /** For a recording that comes without a name. */
  unnamed: '分享的录音',
};

export const manifest: ManifestMessages = {
  name: home.page.title,
  description: home.page.description,
  listen: pages.names.home,
  classify: '检测文件',
  screenshots: {
    wide: '首页：点“聆听”并倒水，或添加录音',
    narrow: '一段录音的结果和声谱图',
  },
};

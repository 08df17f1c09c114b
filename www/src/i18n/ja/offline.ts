/** Words of the installed app: working offline, new versions, and what is shared with it. */
import type { Offline } from '../messages.ts';

export const offline: Offline = {
  ready: 'オフラインで使えるようになりました。',
  heading: '新しいバージョン',
  offered: '新しいバージョンの準備ができました。',
  activeInOtherTab: '新しいバージョンがすでに使われていて、このページはまだ古いものです。',
  announcedPlace: 'ページの最後で更新できます。',
  busy: '先に、いま聞いている音の判定を出します。',
  unsaved: 'この端末に保存していないものは、再読み込みすると消えます。',
  reload: '再読み込み',
  later: 'あとで',
  nothingShared: '共有された中に何もなかったので、録音か動画を共有してください。',
  shareFailed:
    '端末の空き容量がないなどの理由で共有を受け取れなかったので、ここで録音を選んでください。',
  /** For a recording that comes without a name. */
  unnamed: '共有された録音',
};

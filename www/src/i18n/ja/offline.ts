/** Messages of the installed app: working offline, new versions, shared files. */
import type { OfflineMessages } from '../messages.ts';

export const offline: OfflineMessages = {
  ready: 'オフラインでも使えるようになりました。',
  heading: '新しいバージョン',
  offered: '新しいバージョンがあります。',
  activeInOtherTab:
    '新しいバージョンが別のタブで開いています。再読み込みすると、ここでも使えます。',
  announcedPlace: 'ページの最後で再読み込みできます。',
  busy: '先に、今の録音の処理を終えます。',
  unsaved: '保存していない結果は、再読み込みすると消えます。',
  reload: '再読み込み',
  later: 'あとで',
  nothingShared: '何も共有されませんでした。録音か動画を共有してください。',
  shareFailed:
    '共有されたものを開けませんでした。端末の空きが足りないのかもしれません。ここで録音を選んでください。',
  /** For a recording that comes without a name. */
  unnamed: '共有された録音',
};

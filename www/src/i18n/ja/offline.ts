/** Messages of the installed app: its manifest, working offline, new versions, shared files. */
import type { ManifestMessages, OfflineMessages } from '../messages.ts';
import { home } from './home.ts';
import { pages } from './pages.ts';

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

export const manifest: ManifestMessages = {
  name: home.page.title,
  description: home.page.description,
  listen: pages.names.home,
  classify: 'ファイルを調べる',
  screenshots: {
    wide: 'スタート画面：「聞く」を押して注ぐか、録音を追加します',
    narrow: '録音の結果とスペクトログラム',
  },
};

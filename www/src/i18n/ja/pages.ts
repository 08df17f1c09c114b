/** Words of the frame around the pages. Links are written [words](address), see prose.tsx. */
import type { Pages } from '../messages.ts';
import { home } from './home.ts';

export const pages: Pages = {
  skip: '本文へ移動',
  nav: 'ページ',
  contents: 'このページの内容',
  names: {
    home: '聞く',
    guide: 'ガイド',
    quiz: 'クイズ',
    about: '仕組み',
  },
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '（聞いています）',
  home: home.page.title,
  /** What a tab of the browser says. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'ページがありません',
    sentence: 'このアドレスには何もありません。[最初のページに移動する](#/)',
  },
  footer: {
    accuracy: (percent, pours) =>
      `同じ回の収録を一度も聞いていないモデルで、${pours}件の注ぐ音のうち${percent}が正解でした。ほかのキッチンでは測っていません：[どこまで信頼できるか](#/about)。`,
    guide: '[上手な録音のしかた](#/guide)',
  },
};

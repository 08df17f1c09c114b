/** Messages of the frame around the pages. Links are written [words](address), see LinkedText. */
import type { PagesMessages } from '../messages.ts';
import { home } from './home.ts';

export const pages: PagesMessages = {
  skip: '本文へ移動',
  nav: 'ページ',
  contents: 'このページの内容',
  names: {
    home: '聞く',
    guide: 'ガイド',
    quiz: 'クイズ',
    about: '概要',
  },
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '（聞いています）',
  home: home.page.title,
  /** Title of the browser tab. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'ページが見つかりません',
    sentence: 'このアドレスには何もありません。[スタートページへ](#/)',
  },
  footer: {
    accuracy: (percent, pours) =>
      `${pours}件の録音のうち${percent}で正解しました（モデルが聞いたことのない回の録音でテスト）。[どこまで信じられる？](#/about)`,
    guide: '[上手な録音のしかた](#/guide)',
  },
};

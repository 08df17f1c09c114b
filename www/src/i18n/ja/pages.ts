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
    accuracy: (percent, right, of) =>
      `モデルが聞いたことのない台所では、「お湯」か「冷水」という判定の${percent}が正解でした（${of}件中${right}件）。[どこまで信じられる？](#/about)`,
    guide: '[上手な録音のしかた](#/guide)',
  },
};

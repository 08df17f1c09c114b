/** Words of the frame around the pages. Links are written [words](address), see prose.tsx. */
import type { Pages } from '../messages.ts';
import { home } from './home.ts';

export const pages: Pages = {
  skip: '跳到正文',
  nav: '页面',
  contents: '本页内容',
  names: {
    home: '聆听',
    guide: '指南',
    quiz: '测验',
    about: '原理',
  },
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '（正在聆听）',
  home: home.page.title,
  /** What a tab of the browser says. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: '没有这个页面',
    sentence: '这个地址没有内容。[前往首页](#/)。',
  },
  footer: {
    accuracy: (percent, pours) =>
      `由从未听过同一场录音的模型来判断，${pours}段倒水声中判断正确的占${percent}。别的厨房没有测过：[可以信到什么程度](#/about)。`,
    guide: '[怎样录好倒水声](#/guide)',
  },
};

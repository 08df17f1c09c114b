/** Messages of the frame around the pages. Links are written [words](address), see LinkedText. */
import type { PagesMessages } from '../messages.ts';
import { home } from './home.ts';

export const pages: PagesMessages = {
  skip: '跳到正文',
  nav: '页面',
  contents: '本页内容',
  names: {
    home: '聆听',
    guide: '指南',
    quiz: '测验',
    about: '关于',
  },
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '（正在聆听）',
  home: home.page.title,
  /** Title of the browser tab. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: '找不到页面',
    sentence: '这个地址没有内容。[前往首页](#/)',
  },
  footer: {
    accuracy: (percent, right, of) =>
      `在模型从未听过的厨房里，“热水”或“冷水”的判断有${percent}是正确的（${of} 次中有 ${right} 次）。[结果有多可信？](#/about)`,
    guide: '[怎样录好倒水声](#/guide)',
  },
};

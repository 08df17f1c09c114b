/** Messages about interrupted recordings, and about the way on after a failure. */
import { clock } from '../format.ts';
import type { RecoveryMessages } from '../messages.ts';

export const recovery: RecoveryMessages = {
  interrupted: {
    heading: '中断的录音',
    sentence: (seconds, time) => `${time} 的录音（${clock(seconds)}）被中断了。`,
    announcement: (sentence) => `${sentence}你可以在首页顶部检测或删除它。`,
    classify: '检测',
    delete: '删除',
    deleted: '录音已删除。',
  },

  failures: {
    'not-finished': '录音没能完成；请重新加载页面，以找回已保存的部分。',
  },

  problems: {
    deleted:
      '已保存的结果在别的标签页或浏览器设置中被删除了；这里的结果在关闭页面之前都会保留，新的结果会照常保存。',
  },

  start: {
    notLoaded: 'Hot or Cold 还没有加载好；请检查网络连接，然后重新加载页面。',
    reload: '重新加载',
  },
};

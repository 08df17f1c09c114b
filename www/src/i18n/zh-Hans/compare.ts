/** Messages of the comparison of two results, and of full screen. */
import type { CompareMessages } from '../messages.ts';

export const compare: CompareMessages = {
  heading: '比较两个结果',
  lede: '两张图的时间、音高和颜色刻度都一样。',
  empty: '比较需要两个结果。可以先用两个示例试试。',
  examples: '比较两个示例',
  /** `letter` is A or B. */
  pour: (letter) => `结果 ${letter}`,
  play: (letter) => `播放 ${letter}`,
  stop: (letter) => `停止 ${letter}`,
  playInTurn: '依次播放',
  stopTurns: '停止',
  fullScreen: '全屏',
  /** Shown in full screen, where there are no buttons. */
  keys: {
    listen: '点按屏幕任意位置或按空格键开始或停止。按 Esc 键退出全屏。',
    compare: '点按屏幕任意位置或按空格键依次播放。按 Esc 键退出全屏。',
  },
};

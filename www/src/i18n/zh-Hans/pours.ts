/** Messages about the pours of a recording. */
import type { Verdict } from '../../classify/classification.ts';
import { count, percent } from '../format.ts';
import type { HomeMessages } from '../messages.ts';

const words: Record<Verdict, string> = {
  hot: '热水',
  cold: '冷水',
  unsure: '不确定',
  'not-pouring': '没听到倒水',
};

const numbers = ['两', '三', '四'];
const ordinals = ['一', '二', '三', '四'];

export const pours: HomeMessages['pours'] = {
  /** Name of the list, for screen readers. */
  list: '每次倒水',
  /** Beside the verdict. */
  likelyHot: (probability) => `热水可能性${percent(probability)}`,
  likelyCold: (probability) => `冷水可能性${percent(probability)}`,
  /** Of two to four pours, the verdict of each. */
  listed: (verdicts) =>
    `倒了${numbers[verdicts.length - 2]}次水：${verdicts.map((verdict, i) => `第${ordinals[i]}次${words[verdict]}`).join('，')}。`,
  /** Of five or more pours. */
  counted: (total, counts) =>
    `倒了 ${count(total)} 次水：${counts.map(([verdict, number]) => `${words[verdict]} ${count(number)} 次`).join('，')}。`,
  compressed: '这段录音压缩得太厉害，无法判断。请使用原始文件，或点“聆听”再倒一次。',
};

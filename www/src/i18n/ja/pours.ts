/** Messages about the pours of a recording. */
import type { Verdict } from '../../classify/classification.ts';
import { count, percent } from '../format.ts';
import type { HomeMessages } from '../messages.ts';

const words: Record<Verdict, string> = {
  hot: 'お湯',
  cold: '冷水',
  unsure: '不明',
  'not-pouring': '注ぐ音なし',
};

export const pours: HomeMessages['pours'] = {
  /** Name of the list, for screen readers. */
  list: '1回ごとの判定',
  /** Beside the verdict. */
  likelyHot: (probability) => `お湯の確率${percent(probability)}`,
  likelyCold: (probability) => `冷水の確率${percent(probability)}`,
  /** Of two to four pours, the verdict of each. */
  listed: (verdicts) =>
    `${verdicts.length}回注いでいます：${verdicts.map((verdict, i) => `${i + 1}回目は${words[verdict]}`).join('、')}。`,
  /** Of five or more pours. */
  counted: (total, counts) =>
    `${count(total)}回注いでいます：${counts.map(([verdict, number]) => `${words[verdict]}${count(number)}回`).join('、')}。`,
  compressed:
    'この録音は圧縮が強すぎて判定できません。元のファイルを使うか、「聞く」をタップしてもう一度注いでください。',
};

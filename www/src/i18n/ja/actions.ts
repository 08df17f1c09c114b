/** Messages about what a person does with a result: name and share it. */
import type { ActionMessages } from '../messages.ts';

export const actions: ActionMessages = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time) => `注ぐ音（${time}）`,
    /** Name of an example. */
    example: (is, temperature) => `${is === 'hot' ? 'お湯' : '冷水'}の例（${temperature}）`,
    edit: '名前とメモ',
    editNamed: (name) => `${name}の名前とメモ`,
    name: '名前',
    note: 'メモ',
    save: '保存',
  },

  share: {
    button: '共有',
    named: (name) => `${name}の画像を共有`,
    saved: '画像をダウンロードしました。',
    failed: '画像を作れませんでした。もう一度お試しください。',
  },

  /** How many labels a person gave, and with how many the verdict agreed. */
  agreement: (labelled, agreed) =>
    `正解がわかっている${labelled}件の結果のうち、モデルの判定が合っていたのは${agreed}件です。`,
};

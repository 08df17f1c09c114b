/** Messages about interrupted recordings, and about the way on after a failure. */
import { clock } from '../format.ts';
import type { RecoveryMessages } from '../messages.ts';

export const recovery: RecoveryMessages = {
  interrupted: {
    heading: '中断された録音',
    sentence: (seconds, time) => `${time}の録音（${clock(seconds)}）が中断されました。`,
    announcement: (sentence) => `${sentence}トップページの一番上で、調べるか削除できます。`,
    classify: '調べる',
    delete: '削除',
    deleted: '録音を削除しました。',
  },

  failures: {
    'not-finished':
      '録音を完了できなかったので、ページを再読み込みして、保存された部分を確認してください。',
  },

  problems: {
    deleted:
      '保存した結果が別のタブかブラウザの設定で削除されましたが、ここにある結果はページを閉じるまで残り、新しい結果はまた保存されます。',
  },

  start: {
    notLoaded:
      'Hot or Coldをまだ読み込めていないので、接続を確かめてページを再読み込みしてください。',
    reload: '再読み込み',
  },
};

/** The quiz. */
import type { QuizMessages } from '../messages.ts';

export const quiz: QuizMessages = {
  heading: 'お湯か冷水か、聞き分けられますか？',
  intro:
    '注ぐ音を再生して当ててみてください。実際はどちらだったか、モデルはどう聞いたかがわかります。',
  recorded:
    'モデルが学んだ音と同じ人による録音です。この録音そのものがモデルの学習に使われたものもあるので、ここではモデルが有利です。',
  synthesised:
    '録音ではなく、実際に注いだ音の測定値をもとに、このページが作った合成音です。モデルはその実際の音から学んだので、ここではモデルが有利です。',
  pour: (number, all) => `${number}問目（全${all}問）`,
  preparing: '注ぐ音を準備しています…',
  play: '注ぐ音を再生',
  stop: '停止',
  question: 'どちらに聞こえますか？',
  playFirst: 'まず再生してください。',
  guesses: { hot: 'お湯', cold: '冷水' },
  right: { hot: '正解、お湯でした', cold: '正解、冷水でした' },
  wrong: { hot: '残念、お湯でした', cold: '残念、冷水でした' },
  truth: (degrees) => `水温は${degrees}でした。`,
  model: {
    hot: (chance) => `モデルの判定はお湯（お湯の確率：${chance}）。`,
    cold: (chance) => `モデルの判定は冷水（冷水の確率：${chance}）。`,
    unsure: (chance) => `モデルの判定は不明（お湯の確率：${chance}）。`,
    'not-pouring': (chance) => `モデルの判定は注ぐ音なし（注ぐ音の確率：${chance}）。`,
  },
  modelPending: 'モデルはまだ聞いています…',
  modelFailed: 'この音には、モデルの判定がありません。',
  next: '次の問題',
  finish: '結果を見る',
  retry: 'もう一度試す',
  score: {
    heading: 'あなたの成績',
    sentence: (you, model, all) => `${all}問中、あなたは${you}問、モデルは${model}問正解しました。`,
    ahead: 'モデルよりよく聞き分けました。',
    tie: 'モデルと引き分けです。',
    behind: 'モデルのほうがよく聞き分けました。',
    unsureNote: 'モデルの判定が不明か注ぐ音なしの場合は、正解に数えません。',
    table: '今回の注ぐ音',
    columns: { pour: '問題', water: '水温', you: 'あなた', model: 'モデル' },
    right: '正解',
    wrong: '不正解',
  },
  playAgain: 'もう一度',
  playAgainNote: {
    recorded: '同じ音が別の順番で出ます。',
    synthesised: '一部は新しい音になります。',
  },
};

/** Messages of the quiz. */
import type { QuizMessages } from '../messages.ts';
import { home } from './home.ts';

export const quiz: QuizMessages = {
  heading: 'お湯か冷水か、聞き分けられますか？',
  intro: '注ぐ音を聞いて、当ててください。そのあと、正解とモデルの答えがわかります。',
  recorded:
    'これらは、モデルが学んだ録音と同じ人の録音で、一部は学習にも使われました。モデルに有利なので、負けても気にしないでください。',
  synthesised:
    'これらは、実際の音の測定値をもとにコンピュータで作った音です。モデルはその実際の音で学びました。モデルに有利なので、負けても気にしないでください。',
  sources: {
    label: '出題する音',
    examples: '例の音',
    own: (labelled) => `自分の録音（正解つき${labelled}件）`,
    ownTruth: `正解は、「${home.history.label}」で選んだ答えです。`,
    hint: `自分の結果2件以上で「${home.history.label}」に答えると、その録音で遊べます。`,
  },
  pour: (number, all) => `第${number}問（全${all}問）`,
  preparing: '音を準備しています…',
  play: '音を再生',
  stop: '停止',
  question: 'どちらに聞こえますか？',
  playFirst: 'まず再生してください。',
  guesses: { hot: 'お湯', cold: '冷水' },
  right: { hot: '正解、お湯でした', cold: '正解、冷水でした' },
  wrong: { hot: '残念、お湯でした', cold: '残念、冷水でした' },
  truth: (degrees) => `水の温度は${degrees}でした。`,
  model: {
    hot: (chance) => `モデルの答え：お湯（確率${chance}）`,
    cold: (chance) => `モデルの答え：冷水（確率${chance}）`,
    unsure: (chance) => `モデルの答え：不明（お湯の確率${chance}）`,
    'not-pouring': (chance) => `モデルの答え：注ぐ音なし（注ぐ音の確率${chance}）`,
  },
  modelPending: 'モデルはまだ聞いています…',
  modelFailed: 'この音にはモデルの答えがありません。',
  next: '次の問題',
  finish: '得点を見る',
  retry: 'もう一度試す',
  deleted: 'この録音は削除されたので、再生できません。',
  skip: 'スキップ',
  score: {
    heading: 'あなたの得点',
    sentence: (you, model, all) => `あなたは${all}問中${you}問正解、モデルは${model}問正解でした。`,
    ahead: 'モデルに勝ちました！',
    tie: '引き分けです。',
    behind: '今回はモデルの勝ちです。',
    unsureNote: 'モデルの「不明」と「注ぐ音なし」は、正解に数えません。',
    nothingPlayed: '再生できる音が残っていませんでした。',
    table: '今回の問題',
    columns: { pour: '問題', water: '答え', you: 'あなた', model: 'モデル' },
    right: '正解',
    wrong: '不正解',
  },
  playAgain: 'もう一度遊ぶ',
  playAgainNote: {
    repeated: '同じ音が、別の順番で出ます。',
    partlyNew: 'いくつかは新しい音になります。',
  },
};

/** The quiz. */
import type { QuizMessages } from '../messages.ts';

export const quiz: QuizMessages = {
  heading: '热水还是冷水：你听得出来吗？',
  intro: '播放一段倒水声，猜一猜，再看看水到底是热是冷，以及模型怎么判断。',
  recorded:
    '录制这些倒水声的人，也录制了模型学习用的倒水声，其中有几段正是模型学过的：模型在这里占了便宜。',
  synthesised:
    '这些倒水声是合成的，不是录音：由本页根据对真实倒水声的测量数据生成。模型学习的正是那些真实的倒水声，在这里占了便宜。',
  pour: (number, all) => `第${number}段，共${all}段`,
  preparing: '正在准备倒水声…',
  play: '播放倒水声',
  stop: '停止',
  question: '你听到的是什么？',
  playFirst: '请先播放。',
  guesses: { hot: '热水', cold: '冷水' },
  right: { hot: '答对了，是热水', cold: '答对了，是冷水' },
  wrong: { hot: '答错了，是热水', cold: '答错了，是冷水' },
  truth: (degrees) => `水温是${degrees}。`,
  model: {
    hot: (chance) => `模型判断：热水（热水概率：${chance}）。`,
    cold: (chance) => `模型判断：冷水（冷水概率：${chance}）。`,
    unsure: (chance) => `模型判断：不确定（热水概率：${chance}）。`,
    'not-pouring': (chance) => `模型判断：不是倒水（倒水概率：${chance}）。`,
  },
  modelPending: '模型还在听…',
  modelFailed: '模型对这一段没有判断。',
  next: '下一段',
  finish: '查看成绩',
  retry: '重试',
  score: {
    heading: '你的成绩',
    sentence: (you, model, all) => `共${all}段，你答对${you}段，模型答对${model}段。`,
    ahead: '你听得比模型准。',
    tie: '你和模型打成平手。',
    behind: '模型听得比你准。',
    unsureNote: '对模型来说，“不确定”和“不是倒水”都不算对。',
    table: '这一轮的倒水声',
    columns: { pour: '段', water: '水温', you: '你', model: '模型' },
    right: '对',
    wrong: '错',
  },
  playAgain: '再来一轮',
  playAgainNote: {
    recorded: '同样的倒水声会换个顺序出现。',
    synthesised: '有些倒水声会是新的。',
  },
};

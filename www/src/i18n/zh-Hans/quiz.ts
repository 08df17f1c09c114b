/** Messages of the quiz. */
import type { QuizMessages } from '../messages.ts';
import { home } from './home.ts';

export const quiz: QuizMessages = {
  heading: '热水还是冷水，你听得出来吗？',
  intro: '听一段倒水声，猜一猜。然后看看答案，以及模型怎么想。',
  recorded:
    '这些录音和模型学习用的录音出自同一个人，其中一些还用来训练过它。模型占了便宜，输了也别在意。',
  synthesised:
    '这些声音由电脑根据真实录音的测量数据生成，而模型正是用那些录音学习的。模型占了便宜，输了也别在意。',
  sources: {
    label: '用哪些声音出题',
    examples: '示例',
    own: (labelled) => `你的录音（已标注 ${labelled} 段）`,
    ownTruth: `正确答案就是你在“${home.history.label}”中的选择。`,
    hint: `给至少两个自己的结果选好“${home.history.label}”，就能用它们来玩。`,
  },
  pour: (number, all) => `第 ${number} 题，共 ${all} 题`,
  preparing: '正在准备声音…',
  play: '播放声音',
  stop: '停止',
  question: '你听到的是什么？',
  playFirst: '请先播放。',
  guesses: { hot: '热水', cold: '冷水' },
  right: { hot: '答对了，是热水', cold: '答对了，是冷水' },
  wrong: { hot: '答错了，是热水', cold: '答错了，是冷水' },
  truth: (degrees) => `水温是 ${degrees}。`,
  model: {
    hot: (chance) => `模型认为是热水（可能性${chance}）。`,
    cold: (chance) => `模型认为是冷水（可能性${chance}）。`,
    unsure: (chance) => `模型不确定（热水可能性${chance}）。`,
    'not-pouring': (chance) => `模型没听到倒水（倒水可能性${chance}）。`,
  },
  modelPending: '模型还在听…',
  modelFailed: '模型对这段声音没有结果。',
  next: '下一题',
  finish: '查看得分',
  retry: '重试',
  deleted: '这段录音已被删除，无法播放。',
  skip: '跳过',
  score: {
    heading: '你的得分',
    sentence: (you, model, all) => `共 ${all} 题，你答对 ${you} 题，模型答对 ${model} 题。`,
    ahead: '你赢了模型！',
    tie: '打成平手。',
    behind: '这一轮模型赢了。',
    unsureNote: '模型不确定或没听到倒水，都不算答对。',
    nothingPlayed: '没有可以播放的声音了。',
    table: '这一轮的题目',
    columns: { pour: '题目', water: '答案', you: '你', model: '模型' },
    right: '对',
    wrong: '错',
  },
  playAgain: '再玩一轮',
  playAgainNote: {
    repeated: '还是这些声音，但顺序不同。',
    partlyNew: '有些声音会是新的。',
  },
};

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import type { Verdict } from '../classify/classification.ts';
import { coldMaxFahrenheit, groundTruth, hotMinFahrenheit } from '../classify/model-constants.ts';
import type { Example, Synthesiser } from '../input/examples.ts';
import {
  EXAMPLE_POURS,
  NEW_POURS_PER_ROUND,
  POUR_SAMPLE_RATE_HZ,
  POUR_SECONDS,
  QUIZ_POURS,
} from '../input/synthesised-pours.ts';
import { type Origin, type Result, Results } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { computeScore, modelVerdict, Quiz } from './quiz.ts';
import { createRoundDrawer, examplePour, shuffle } from './quiz-pours.ts';

const credit = { author: 'A', licence: 'L', source: 'h/o/r:p' };
const RECORDED: Origin = { kind: 'recorded', credit };
const SYNTHESISED: Origin = { kind: 'synthesised' };

const example = (fahrenheit: number, origin: Origin): Example => ({
  fahrenheit,
  source: { name: `${fahrenheit}`, origin, load: async () => new File([], 'x') },
});
const four = (origin: Origin) => [40, 73, 175, 212].map((degrees) => example(degrees, origin));

const classify = vi.fn(({ name }: { name: string }): Result => {
  const [result] = new Results().add([{ ...example(Number(name), RECORDED).source }]);
  if (!result) throw new Error('no result');
  return result;
});
beforeEach(() => {
  classify.mockClear();
});

const pour = (fahrenheit: number) => examplePour(example(fahrenheit, RECORDED), classify);

const finish = (result: Result | undefined, verdict: Verdict) => {
  if (result)
    result.state.value = { phase: 'classified', classification: makeClassification({ verdict }) };
};

describe('Quiz', () => {
  const startQuiz = () => {
    const quiz = new Quiz(() => [pour(40), pour(212)]);
    quiz.start();
    return quiz;
  };
  const turns = (quiz: Quiz) => quiz.round.value?.turns ?? [];

  it('classifies each pour when its turn starts', () => {
    const quiz = startQuiz();
    expect(classify).toHaveBeenCalledTimes(1);
    quiz.guess('cold');
    quiz.next();
    expect(classify).toHaveBeenCalledTimes(2);
    expect(turns(quiz).map(({ truth }) => truth)).toEqual(['cold', 'hot']);
  });

  it('next waits for a guess', () => {
    const quiz = startQuiz();
    quiz.next();
    expect(turns(quiz)).toHaveLength(1);
  });

  it('guess counts the first guess only', () => {
    const quiz = startQuiz();
    quiz.guess('hot');
    quiz.guess('cold');
    expect(turns(quiz)[0]?.guess).toBe('hot');
  });

  it('finishes after the last pour and can be restarted', () => {
    const quiz = startQuiz();
    for (const guess of ['cold', 'cold'] as const) {
      quiz.guess(guess);
      quiz.next();
    }
    expect(quiz.round.value?.isFinished).toBe(true);
    expect(computeScore(turns(quiz))).toEqual({ you: 1, model: 0, total: 2 });
    quiz.restart();
    expect(quiz.round.value).toMatchObject({ isFinished: false, turns: [{ guess: undefined }] });
  });

  it('start continues a round', () => {
    const quiz = startQuiz();
    quiz.guess('cold');
    const { value } = quiz.round;
    quiz.start();
    expect(quiz.round.value).toBe(value);
  });

  it('retry classifies the current pour again', () => {
    const quiz = startQuiz();
    const [first] = turns(quiz);
    quiz.retry();
    expect(turns(quiz)).toHaveLength(1);
    expect(turns(quiz)[0]?.result).not.toBe(first?.result);
  });

  it('skip takes the current pour out of the round', () => {
    const quiz = startQuiz();
    quiz.skip();
    expect(quiz.round.value?.pours).toHaveLength(1);
    expect(turns(quiz).map(({ truth }) => truth)).toEqual(['hot']);
    quiz.guess('hot');
    quiz.next();
    expect(quiz.round.value?.isFinished).toBe(true);
    expect(computeScore(turns(quiz))).toEqual({ you: 1, model: 0, total: 1 });
  });

  it('skip of the last pour finishes the round', () => {
    const quiz = startQuiz();
    quiz.skip();
    quiz.skip();
    expect(quiz.round.value).toEqual({ pours: [], turns: [], isFinished: true });
    quiz.restart();
    expect(turns(quiz)).toHaveLength(1);
  });
});

describe('computeScore', () => {
  it.each([
    ['hot', 1],
    ['cold', 0],
    ['unsure', 0],
    ['not-pouring', 0],
  ] satisfies [Verdict, number][])(
    'counts the model’s “%s” on a hot pour as %i',
    (verdict, model) => {
      const hot = pour(212);
      const result = hot.classify();
      finish(result, verdict);
      const turn = { id: 1, pour: hot, truth: 'hot' as const, result, guess: 'cold' as const };
      expect(modelVerdict(turn)).toBe(verdict);
      expect(computeScore([turn])).toEqual({ you: 0, model, total: 1 });
    },
  );

  it('counts a failed classification as wrong', () => {
    const cold = pour(40);
    const result = cold.classify();
    result.state.value = { phase: 'failed', failure: new Failure('crashed', 'Sorry; retry.') };
    const turn = { id: 1, pour: cold, truth: 'cold' as const, result, guess: 'cold' as const };
    expect(computeScore([turn])).toEqual({ you: 1, model: 0, total: 1 });
  });
});

it('groundTruth uses the limits of the model', () => {
  expect(groundTruth(hotMinFahrenheit)).toBe('hot');
  expect(groundTruth(coldMaxFahrenheit)).toBe('cold');
});

describe('createRoundDrawer', () => {
  const synthesisePour = vi.fn(async (..._pour: unknown[]) => new Float32Array(1));
  const synthesiser = { synthesisePour } as Synthesiser;
  const degrees = (pours: Example[]) => pours.map(({ fahrenheit }) => fahrenheit).sort();

  it('draws the four recordings', () => {
    expect(degrees(createRoundDrawer(four(RECORDED), synthesiser)())).toEqual([175, 212, 40, 73]);
  });

  it('adds new pours to synthesised examples', () => {
    const examples = four(SYNTHESISED);
    const round = createRoundDrawer(examples, synthesiser)();
    expect(round).toHaveLength(examples.length + NEW_POURS_PER_ROUND);
    for (const pour of examples) expect(round).toContain(pour);
    for (const { source } of round) expect(source.origin).toEqual(SYNTHESISED);
  });

  it('repeats a new pour only after all were drawn', async () => {
    const examples = four(SYNTHESISED);
    const draw = createRoundDrawer(examples, synthesiser);
    const rounds = Array.from({ length: QUIZ_POURS.length / NEW_POURS_PER_ROUND }, draw);
    const added = rounds.flat().filter((pour) => !examples.includes(pour));
    const { signal } = new AbortController();
    await Promise.all(added.map(({ source }) => source.load(signal)));
    const drawn = synthesisePour.mock.calls.map(([fahrenheit, seconds, rate, seed]) => {
      expect([seconds, rate]).toEqual([POUR_SECONDS, POUR_SAMPLE_RATE_HZ]);
      return { fahrenheit, seed };
    });
    expect(drawn).toHaveLength(QUIZ_POURS.length);
    expect(drawn).toEqual(expect.arrayContaining([...QUIZ_POURS]));
  });

  it('offers no pour twice', () => {
    const offered = [...EXAMPLE_POURS, ...QUIZ_POURS].map((pour) => JSON.stringify(pour));
    expect(new Set(offered).size).toBe(offered.length);
  });

  it('shuffle gives every order', () => {
    const orders = new Set(
      Array.from({ length: 200 }, () => shuffle([1, 2, 3], Math.random).join()),
    );
    expect(orders.size).toBe(6);
  });
});

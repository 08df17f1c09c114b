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
import { Quiz, scoreOf, verdictOf } from './quiz.ts';
import { createRoundDrawer, shuffled } from './quiz-pours.ts';

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

const settle = (result: Result | undefined, verdict: Verdict) => {
  if (result)
    result.state.value = { phase: 'classified', classification: makeClassification({ verdict }) };
};

describe('a round', () => {
  const begun = () => {
    const quiz = new Quiz(() => [example(40, RECORDED), example(212, RECORDED)], classify);
    quiz.start();
    return quiz;
  };
  const turns = (quiz: Quiz) => quiz.round.value?.turns ?? [];

  it('hears one pour after the other, each in its turn', () => {
    const quiz = begun();
    expect(classify).toHaveBeenCalledTimes(1);
    quiz.guess('cold');
    quiz.next();
    expect(classify).toHaveBeenCalledTimes(2);
    expect(turns(quiz).map(({ truth }) => truth)).toEqual(['cold', 'hot']);
  });

  it('does not go on before there is a guess', () => {
    const quiz = begun();
    quiz.next();
    expect(turns(quiz)).toHaveLength(1);
  });

  it('counts the first guess alone', () => {
    const quiz = begun();
    quiz.guess('hot');
    quiz.guess('cold');
    expect(turns(quiz)[0]?.guess).toBe('hot');
  });

  it('is over after the last pour, and begins again', () => {
    const quiz = begun();
    for (const guess of ['cold', 'cold'] as const) {
      quiz.guess(guess);
      quiz.next();
    }
    expect(quiz.round.value?.over).toBe(true);
    expect(scoreOf(turns(quiz))).toEqual({ you: 1, model: 0, all: 2 });
    quiz.again();
    expect(quiz.round.value).toMatchObject({ over: false, turns: [{ guess: undefined }] });
  });

  it('goes on where one left it', () => {
    const quiz = begun();
    quiz.guess('cold');
    const { value } = quiz.round;
    quiz.start();
    expect(quiz.round.value).toBe(value);
  });

  it('hears a pour anew that could not be had', () => {
    const quiz = begun();
    const [first] = turns(quiz);
    quiz.retry();
    expect(turns(quiz)).toHaveLength(1);
    expect(turns(quiz)[0]?.result).not.toBe(first?.result);
  });
});

describe('the score', () => {
  it.each([
    ['hot', 1],
    ['cold', 0],
    ['unsure', 0],
    ['not-pouring', 0],
  ] satisfies [Verdict, number][])(
    'counts the model’s “%s” on a hot pour as %i',
    (verdict, model) => {
      const pour = example(212, RECORDED);
      const result = classify(pour.source);
      settle(result, verdict);
      const turn = { pour, truth: 'hot' as const, result, guess: 'cold' as const };
      expect(verdictOf(turn)).toBe(verdict);
      expect(scoreOf([turn])).toEqual({ you: 0, model, all: 1 });
    },
  );

  it('gives the model nothing for what it could not classify', () => {
    const pour = example(40, RECORDED);
    const result = classify(pour.source);
    result.state.value = { phase: 'failed', failure: new Failure('crashed', 'Sorry; retry.') };
    const turn = { pour, truth: 'cold' as const, result, guess: 'cold' as const };
    expect(scoreOf([turn])).toEqual({ you: 1, model: 0, all: 1 });
  });
});

it('what is hot and cold is the model’s own', () => {
  expect(groundTruth(hotMinFahrenheit)).toBe('hot');
  expect(groundTruth(coldMaxFahrenheit)).toBe('cold');
});

describe('the pours of a round', () => {
  const synthesisePour = vi.fn(async (..._pour: unknown[]) => new Float32Array(1));
  const synthesiser = { synthesisePour } as Synthesiser;
  const degrees = (pours: Example[]) => pours.map(({ fahrenheit }) => fahrenheit).sort();

  it('are the four recordings', () => {
    expect(degrees(createRoundDrawer(four(RECORDED), synthesiser)())).toEqual([175, 212, 40, 73]);
  });

  it('are more than the four examples where they are synthesised', () => {
    const examples = four(SYNTHESISED);
    const round = createRoundDrawer(examples, synthesiser)();
    expect(round).toHaveLength(examples.length + NEW_POURS_PER_ROUND);
    for (const pour of examples) expect(round).toContain(pour);
    for (const { source } of round) expect(source.origin).toEqual(SYNTHESISED);
  });

  it('go through the whole list of checked pours before one comes again', async () => {
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

  it('are none of the examples a second time', () => {
    const offered = [...EXAMPLE_POURS, ...QUIZ_POURS].map((pour) => JSON.stringify(pour));
    expect(new Set(offered).size).toBe(offered.length);
  });

  it('come in any order', () => {
    const orders = new Set(
      Array.from({ length: 200 }, () => shuffled([1, 2, 3], Math.random).join()),
    );
    expect(orders.size).toBe(6);
  });
});

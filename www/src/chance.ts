/** The chance that belongs to a verdict: of cold where the verdict is cold. */
import type { Answer } from './answer.ts';

export interface Chance {
  of: 'hot' | 'cold' | 'pouring';
  probability: number;
}

export function chanceOfVerdict(
  answer: Pick<Answer, 'verdict' | 'probabilityHot' | 'probabilityPouring'>,
): Chance {
  const { verdict, probabilityHot, probabilityPouring } = answer;
  switch (verdict) {
    case 'hot':
    case 'unsure':
      return { of: 'hot', probability: probabilityHot };
    case 'cold':
      return { of: 'cold', probability: 1 - probabilityHot };
    case 'not-pouring':
      return { of: 'pouring', probability: probabilityPouring };
  }
}

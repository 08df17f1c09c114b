/** What a pour can be, for whoever guesses and for the truth. */
import { hotMinFahrenheit } from './model-facts.ts';

export type Guess = 'hot' | 'cold';

export function truthOf(fahrenheit: number): Guess {
  return fahrenheit >= hotMinFahrenheit ? 'hot' : 'cold';
}

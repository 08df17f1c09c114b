/** What a person says a recording really was. */
export type Label = 'hot' | 'cold' | 'not-pouring';

export const LABELS = ['hot', 'cold', 'not-pouring'] as const satisfies readonly Label[];

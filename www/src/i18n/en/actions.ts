/** Messages about what a person does with a result: name and share it. */
import type { HotOrCold } from '../../classify/model-constants.ts';

export const actions = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time: string) => `Pour, ${time}`,
    /** Name of an example. */
    example: (is: HotOrCold, temperature: string) =>
      `${is === 'hot' ? 'Hot' : 'Cold'} example, ${temperature}`,
    edit: 'Name and note',
    editNamed: (name: string) => `Name and note of ${name}`,
    name: 'Name',
    note: 'Note',
    save: 'Save',
  },

  share: {
    button: 'Share',
    named: (name: string) => `Share a picture of ${name}`,
    saved: 'Picture downloaded.',
    failed: 'The picture couldn’t be made; try again.',
  },

  /** How many labels a person gave, and with how many the verdict agreed. */
  agreement: (labelled: number, agreed: number) =>
    labelled === 1
      ? `You’ve labelled 1 result; the model ${agreed === 1 ? 'agreed' : 'didn’t agree'}.`
      : `You’ve labelled ${labelled} results; the model agreed on ${agreed === 0 ? 'none' : agreed === labelled ? 'all of them' : agreed}.`,
};

/** Messages about what a person does with a result: name, share and compare it. */

export const actions = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time: string) => `Pour, ${time}`,
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

  compare: {
    button: 'Compare',
    named: (name: string) => `Compare ${name} with another result`,
    heading: 'Compare two pours',
    other: 'Compare with',
    play: 'Play both',
    stop: 'Stop',
    preparing: 'Loading…',
    enlarge: 'Fill the screen',
    leave: 'Escape or a tap leaves this view.',
    close: 'Close',
  },

  /** How many labels a person gave, and with how many the verdict agreed. */
  agreement: (labelled: number, agreed: number) =>
    labelled === 1
      ? `You’ve labelled 1 result; the model ${agreed === 1 ? 'agreed' : 'didn’t agree'}.`
      : `You’ve labelled ${labelled} results; the model agreed on ${agreed === 0 ? 'none' : agreed === labelled ? 'all of them' : agreed}.`,
};

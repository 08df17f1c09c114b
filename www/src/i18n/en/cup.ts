/** Messages about cups and their known pours. */

function knownPours(cold: number, hot: number): string {
  const noun = (count: number) => (count === 1 ? 'pour' : 'pours');
  if (hot === 0) return `${cold} cold ${noun(cold)}`;
  if (cold === 0) return `${hot} hot ${noun(hot)}`;
  return `${cold} cold and ${hot} hot ${noun(hot)}`;
}

export const cup = {
  heading: 'Your cup',
  choiceLabel: 'Cup to calibrate with',
  notCalibrated: 'Not calibrated',
  inUse: (name: string, cold: number, hot = 0) =>
    `Calibrated with “${name}”: ${knownPours(cold, hot)}.`,
  /** After `inUse`. Each pour is judged relative to the others. */
  right: (right: number, all: number) =>
    `Of its own ${all} pours it gets ${right} right${right < all ? '; record more in a quiet room' : ''}.`,
  /** After a pour of one kind only. */
  addOther: { hot: 'Add a hot pour too.', cold: 'Add a cold pour too.' },
  empty: (name: string) => `“${name}” has no pour yet, so results aren’t calibrated.`,
  comparedWith: (name: string, pours: number) =>
    `Calibrated with “${name}” (${pours === 1 ? '1 pour' : `${pours} pours`})`,
  manage: 'Calibrate with your cup',
  explanation:
    'Record cold and hot pours in your own cup; the more, the better. Results are then judged against them: same cup, same room, same microphone.',
  caveat: 'It helps where results are often unsure or wrong.',
  nameLabel: 'Cup name',
  namePlaceholder: 'Blue mug',
  defaultName: 'My cup',
  add: 'Add cup',
  noPours: 'No pours yet.',
  cold: {
    record: 'Record a cold pour',
    choose: 'Use a cold recording',
    chooseNamed: (name: string) => `Use a cold recording for ${name}`,
    recording: (name: string) => `Pour cold water into “${name}”`,
    pourAdded: (pour: string, name: string) => `Saved ${pour} to “${name}” as a cold pour.`,
    usedIn: (name: string) => `“${name}” uses this as a cold pour.`,
    soundsOther:
      'This sounds like hot water; it will still be used. If it wasn’t cold, remove it, or your results will be wrong.',
    confirm: 'This sounds like hot water. Was it really cold?',
  },
  hot: {
    record: 'Record a hot pour',
    choose: 'Use a hot recording',
    chooseNamed: (name: string) => `Use a hot recording for ${name}`,
    recording: (name: string) => `Pour hot water into “${name}”`,
    pourAdded: (pour: string, name: string) => `Saved ${pour} to “${name}” as a hot pour.`,
    usedIn: (name: string) => `“${name}” uses this as a hot pour.`,
    soundsOther:
      'This sounds like cold water; it will still be used. If it wasn’t hot, remove it, or your results will be wrong.',
    confirm: 'This sounds like cold water. Was it really hot?',
  },
  /** The answer to `confirm`. */
  confirmed: 'Yes, use it',
  saved: 'Pour saved to your cup.',
  /** After `saved`. */
  back: (name: string) => `Back to “${name}”`,
  use: (name: string | undefined) =>
    name === undefined ? 'Calibrate with this' : `Calibrate “${name}” with this`,
  useNamed: (name: string) => `Calibrate with ${name}`,
  isReference: (name: string) => `Added to “${name}”`,
  remove: 'Remove cup',
  removeNamed: (name: string) => `Remove cup ${name}`,
  removeFrom: (name: string) => `Remove from “${name}”`,
  removePour: (pour: string, name: string) => `Remove ${pour} from ${name}`,
  pourRemoved: (name: string) => `Removed ${name}.`,
  removed: (name: string) => `Removed “${name}”.`,
  notAPour: 'This doesn’t sound like a pour; it will still be used.',
  otherModel:
    'Recorded with an older model and can’t be read by this one, so it isn’t used. Record it again.',
  reclassify: (count: number, name: string | undefined) =>
    `Check ${count === 1 ? 'the result' : `${count} results`} again ${name === undefined ? 'without a cup' : `with “${name}”`}`,
  notSaved: 'This cup couldn’t be saved. It will be gone when you close the page.',
  /** Of an unsure result that is calibrated with a cup. */
  unsure: 'It could be either. Pour again, with your phone about 50 cm (20 in) from the cup.',
};

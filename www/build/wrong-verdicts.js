/**
 * Compares the verdicts on examples with their temperatures. JavaScript, so that Node 20 can run
 * check-recorded-examples.js directly.
 */

/**
 * @typedef {object} ExampleVerdict
 * @property {string} name
 * @property {number} fahrenheit
 * @property {string} verdict
 * @property {number} probabilityHot 0 … 1
 * @property {number} probabilityPouring 0 … 1
 */

/**
 * @typedef {object} Labels Limits of the sidecar.
 * @property {number} hot_min_f Hot at this temperature or above.
 * @property {number} cold_max_f Cold at this temperature or below.
 */

/**
 * Temperatures in °F at which the model may be unsure of a recorded example. 175 °F is the hot
 * water closest to cold (experiment 64).
 */
export const MAY_BE_UNSURE_F = [175];

/**
 * One sentence for each example whose verdict is wrong.
 *
 * @param {readonly ExampleVerdict[]} examples
 * @param {Labels} labels
 * @param {readonly number[]} mayBeUnsure Temperatures in °F.
 * @returns {string[]}
 */
export function wrongVerdicts(examples, labels, mayBeUnsure = []) {
  return examples.flatMap(({ name, fahrenheit, verdict, probabilityHot, probabilityPouring }) => {
    const truth = groundTruth(fahrenheit, labels);
    if (truth === undefined) {
      const limits = `cold up to ${labels.cold_max_f} °F, hot from ${labels.hot_min_f} °F`;
      return [`The example “${name}” is neither hot nor cold: the model calls water ${limits}.`];
    }
    if (verdict === truth) return [];
    if (verdict === 'unsure' && mayBeUnsure.includes(fahrenheit)) return [];
    const probabilities = `hot ${percent(probabilityHot)}, pouring ${percent(probabilityPouring)}`;
    return [
      `The model gets the ${truth} example “${name}” wrong: ` +
        `its verdict is ${verdict} (probability of ${probabilities}).`,
    ];
  });
}

/**
 * @param {number} fahrenheit
 * @param {Labels} labels
 * @returns {'hot' | 'cold' | undefined}
 */
function groundTruth(fahrenheit, { hot_min_f, cold_max_f }) {
  if (fahrenheit >= hot_min_f) return 'hot';
  return fahrenheit <= cold_max_f ? 'cold' : undefined;
}

/** @param {number} probability */
const percent = (probability) => `${(100 * probability).toFixed(1)}%`;

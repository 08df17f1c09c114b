import { modelSha256 } from '../src/classify/model-constants.ts';

/** What the present model heard in a cold pour; a kept one may lack what is `undefined` here. */
export const makeReference = (changes = {}) => ({
  clips: 1,
  probabilityPouring: 0.9,
  probabilityHot: 0.1,
  hotLogit: -2,
  model: modelSha256,
  ...changes,
});

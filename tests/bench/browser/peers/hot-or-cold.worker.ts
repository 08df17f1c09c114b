/** Hot or Cold, as the page's own worker runs it. */
import sidecarUrl from '../../../../model/hot-or-cold.json?url';
import modelUrl from '../../../../model/hot-or-cold.onnx?url';
import init, { Classifier } from '../../../../www/wasm/hot_or_cold.js';
import wasmUrl from '../../../../www/wasm/hot_or_cold_bg.wasm?url';
import { constants } from '../features/front-end.ts';
import { exposePeer } from './peer.ts';

const PICTURE_MAX_COLUMNS = 1600;

exposePeer(async () => {
  const [onnx, sidecar] = await Promise.all([
    fetch(modelUrl).then((response) => response.arrayBuffer()),
    fetch(sidecarUrl).then((response) => response.text()),
    init({ module_or_path: fetch(wasmUrl) }),
  ]);
  const classifier = new Classifier(new Uint8Array(onnx), sidecar);
  return {
    logMel: (samples) => classifier.logMel(samples),
    network: (window) => classifier.logits(window),
    classify(samples) {
      const result = classifier.classify([samples], constants.sample_rate, PICTURE_MAX_COLUMNS);
      return { ...result, picture: result.spectrogram.image };
    },
    live(steps) {
      const live = classifier.liveClassifier(constants.sample_rate);
      for (const step of steps) live.push(step);
      live.free();
    },
  };
});

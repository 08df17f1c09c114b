/** The smallest page that classifies a recording: no style, history, microphone or worker cache. */
import { wrap } from 'comlink';
import sidecar from '../../../model/hot-or-cold.json';
import { READY_MARK } from '../../../www/src/util/performance-marks.ts';
import type { PeerApi } from './peers/peer.ts';

export function startMinimalPage(worker: Worker): void {
  const peer = wrap<PeerApi>(worker);
  const chooser = Object.assign(document.createElement('input'), { type: 'file' });
  const verdict = document.createElement('output');
  chooser.addEventListener('change', async () => {
    const [file] = chooser.files ?? [];
    if (file === undefined) return;
    const context = new OfflineAudioContext(1, 1, sidecar.front_end.sample_rate);
    const decoded = await context.decodeAudioData(await file.arrayBuffer());
    const result = await peer.classify(decoded.getChannelData(0));
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: result.picture.width, height: result.picture.height });
    canvas.getContext('2d')?.putImageData(result.picture, 0, 0);
    verdict.replaceChildren(`${result.verdict}, ${result.probabilityHot}`, canvas);
  });
  document.body.append(chooser, verdict);
  void peer.ready().then(() => performance.mark(READY_MARK));
}

/** The least page that judges a recording: no design, no history, no microphone, no service worker. */
import { wrap } from 'comlink';
import sidecar from '../../../model/hot-or-cold.json';
import { READY_MARK } from '../../../www/src/util/performance-marks.ts';
import type { PeerApi } from './peers/peer.ts';

export function page(worker: Worker): void {
  const peer = wrap<PeerApi>(worker);
  const chooser = Object.assign(document.createElement('input'), { type: 'file' });
  const verdict = document.createElement('output');
  chooser.addEventListener('change', async () => {
    const [file] = chooser.files ?? [];
    if (file === undefined) return;
    const context = new OfflineAudioContext(1, 1, sidecar.front_end.sample_rate);
    const decoded = await context.decodeAudioData(await file.arrayBuffer());
    const judged = await peer.judge(decoded.getChannelData(0));
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: judged.picture.width, height: judged.picture.height });
    canvas.getContext('2d')?.putImageData(judged.picture, 0, 0);
    verdict.replaceChildren(`${judged.verdict}, ${judged.probabilityHot}`, canvas);
  });
  document.body.append(chooser, verdict);
  void peer.ready().then(() => performance.mark(READY_MARK));
}

/**
 * Draws the live spectrogram, away from the page: a picture that moves on the main thread has all of
 * the page styled, laid out and painted anew 60 times a second.
 */
import type { FilmMessage } from './film-protocol.ts';
import { Scroll } from './scroll.ts';

let scroll: Scroll | undefined;
let asked = false;

self.onmessage = ({ data }: MessageEvent<FilmMessage>) => {
  if ('canvas' in data) {
    const context = data.canvas.getContext('2d');
    if (context) scroll = new Scroll(context, data.inSteps);
    return;
  }
  scroll?.add(data);
  ask();
};

/** Frames are asked for while there is something to draw, and come at the display's own pace. */
function ask(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame((now) => {
    asked = false;
    if (scroll?.draw(now)) ask();
  });
}

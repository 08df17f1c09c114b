/** The sound as it comes in: a level and a scrolling spectrogram, drawn at the display's own pace. */
import { useEffect, useRef } from 'preact/hooks';
import { strings } from '../strings.ts';
import { QUIET_DB } from './limits.ts';
import { Scroll, SHOWN_SECONDS } from './scroll.ts';
import type { Picture } from './session.ts';

/** Where the meter begins; below is silence. */
const METER_FLOOR_DB = QUIET_DB - 10;

export function LivePicture({ picture, active }: { picture: Picture; active: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fill = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!active || !context) return undefined;
    const scroll = new Scroll(context, matchMedia('(prefers-reduced-motion: reduce)').matches);
    let frame = 0;
    const draw = (now: number) => {
      scroll.draw(picture.columns, now);
      const level = Math.max(0, Math.min(1, 1 - picture.levelDb / METER_FLOOR_DB));
      if (fill.current) fill.current.style.transform = `scaleX(${level})`;
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [active, picture]);

  return (
    <div class="live-picture">
      {/* What the level means for the person is said in a sentence. */}
      <div class="live-level" aria-hidden="true">
        <span>{strings.listen.level}</span>
        <div class="track">{active && <div ref={fill} class="fill" />}</div>
      </div>
      <div class="live-spectrogram">
        {active ? (
          <canvas ref={canvas} role="img" aria-label={strings.listen.description(SHOWN_SECONDS)} />
        ) : (
          <p>{strings.listen.pictureComes}</p>
        )}
      </div>
    </div>
  );
}

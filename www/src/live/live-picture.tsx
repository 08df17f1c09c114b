/** The sound as it comes in: a level and a scrolling spectrogram. */
import { useEffect, useRef } from 'preact/hooks';
import { strings } from '../strings.ts';
import { Film } from './film.ts';
import { QUIET_DB } from './limits.ts';
import { SHOWN_SECONDS } from './scroll.ts';
import type { Picture } from './session.ts';

/** Where the meter begins; below is silence. */
const METER_FLOOR_DB = QUIET_DB - 10;

/** Often enough for a meter; each time costs the page a frame of its own. */
const METER_MS = 80;

export function LivePicture({ picture, active }: { picture: Picture; active: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fill = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!active || !canvas.current) return undefined;
    const film = new Film(canvas.current);
    picture.onColumns = (columns) => film.add(columns);
    const meter = setInterval(() => {
      const level = Math.max(0, Math.min(1, 1 - picture.levelDb / METER_FLOOR_DB));
      if (fill.current) fill.current.style.transform = `scaleX(${level.toFixed(2)})`;
    }, METER_MS);
    return () => {
      picture.onColumns = () => undefined;
      clearInterval(meter);
      film.close();
    };
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

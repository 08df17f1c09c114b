/** Draws a result as a picture: verdict, spectrogram, name, date and the site's address. */
import {
  type Classification,
  probabilityOfVerdict,
  type Spectrogram,
  type Verdict,
} from '../classify/classification.ts';
import { clock, seconds as inSeconds } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { withoutTone } from '../live/viewport-tone.ts';
import { timeTicks } from '../results/spectrogram-axes.ts';
import { DROP, VERDICT_STROKES } from '../ui/icons.tsx';
import { ellipsize, fitFontSize } from './text-fit.ts';

/** A square suits most apps that show shared pictures. In pixels. */
const CARD_SIZE = 1080;
const MARGIN = 72;
const INNER = CARD_SIZE - 2 * MARGIN;
const ICON_UNITS = 32;
const PICTURE = { y: 488, height: 312 };
const MAX_WORD_SIZE = 180;
const WORD_GAP = 32;
/** More would overlap. */
const MAX_TIME_TICKS = 6;

export interface ShareCard {
  classification: Classification;
  /** Absent if it was not stored. */
  spectrogram: Spectrogram | undefined;
  name: string;
  /** The date, or the origin of an example, which its licence requires. */
  note: string;
  /** The address of the site, without a protocol. */
  address: string;
}

/** Rejects if the browser has no canvas or memory for the picture. */
export async function drawShareCard(card: ShareCard): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = CARD_SIZE;
  canvas.height = CARD_SIZE;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d context');
  new CardPainter(context).paint(card);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no PNG'))), 'image/png');
  });
}

/** The tokens of a verdict, as on its card. */
const VERDICT_TOKENS: Record<Verdict, 'hot' | 'cold' | 'neutral'> = {
  hot: 'hot',
  cold: 'cold',
  unsure: 'neutral',
  'not-pouring': 'neutral',
};

/** Custom properties of ui/tokens.css. */
const TOKENS = [
  'ink',
  'ink-quiet',
  'accent',
  'hot',
  'hot-tint',
  'hot-fill',
  'cold',
  'cold-tint',
  'cold-fill',
  'neutral',
  'neutral-tint',
] as const;
type Token = (typeof TOKENS)[number];
type Colours = Readonly<Record<Token, string>>;

/** The colours of the page's theme, by token. */
function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const colours = TOKENS.map((token) => [token, style.getPropertyValue(`--${token}`).trim()]);
  return Object.fromEntries(colours) as Colours;
}

class CardPainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #colours: Colours;
  readonly #textFont = getComputedStyle(document.body).fontFamily;
  /** Font of headings. */
  readonly #headingFont = getComputedStyle(
    document.querySelector('h1') ?? document.body,
  ).fontFamily;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
    this.#colours = withoutTone(readColours);
    context.textBaseline = 'alphabetic';
  }

  paint({ classification, spectrogram, name, note, address }: ShareCard): void {
    const { verdict } = classification;
    const token = VERDICT_TOKENS[verdict];
    this.#context.fillStyle = this.#colours[`${token}-tint`];
    this.#context.fillRect(0, 0, CARD_SIZE, CARD_SIZE);
    this.#paintSiteName();
    this.#paintVerdict(verdict, this.#colours[token]);
    const sentence = probabilitySentence(classification);
    if (sentence !== undefined) this.#paintText(sentence, 428, 40, 'ink');
    this.#paintSpectrogram(spectrogram);
    this.#paintText(name, 912, 44, 'ink', 650);
    this.#paintText(note, 964, 34, 'ink-quiet');
    this.#paintText(address, 1018, 34, 'accent');
  }

  #paintSiteName(): void {
    const context = this.#context;
    context.save();
    context.translate(MARGIN - 12, 60);
    context.scale(2, 2);
    for (const half of ['cold', 'hot'] as const) {
      context.fillStyle = this.#colours[`${half}-fill`];
      context.fill(new Path2D(DROP[half]));
    }
    context.restore();
    context.font = `700 44px ${this.#headingFont}`;
    context.fillStyle = this.#colours.ink;
    context.fillText(home.page.title, MARGIN + 64, 108);
  }

  /** Icon and word, as large as they fit. */
  #paintVerdict(verdict: Verdict, colour: string): void {
    const context = this.#context;
    const { word } = home.verdicts[verdict];
    const font = (size: number) => `700 ${size}px ${this.#headingFont}`;
    const size = fitFontSize(MAX_WORD_SIZE, INNER - WORD_GAP, (fitted) => {
      context.font = font(fitted);
      return fitted + context.measureText(word).width;
    });
    const baseline = 340;
    context.save();
    context.translate(MARGIN, baseline - 0.87 * size);
    context.scale(size / ICON_UNITS, size / ICON_UNITS);
    context.strokeStyle = colour;
    context.lineWidth = 2.5;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    for (const { path, turn = 0 } of VERDICT_STROKES[verdict]) {
      context.save();
      context.translate(ICON_UNITS / 2, ICON_UNITS / 2);
      context.rotate((turn * Math.PI) / 180);
      context.translate(-ICON_UNITS / 2, -ICON_UNITS / 2);
      context.stroke(new Path2D(path));
      context.restore();
    }
    context.restore();
    context.font = font(size);
    context.fillStyle = colour;
    context.fillText(word, MARGIN + size + WORD_GAP, baseline);
  }

  /** One line, shortened at its end if it is too long. */
  #paintText(text: string, y: number, size: number, token: Token, weight = 400): void {
    const context = this.#context;
    context.font = `${weight} ${size}px ${this.#textFont}`;
    context.fillStyle = this.#colours[token];
    const fitted = ellipsize(text, INNER, (part) => context.measureText(part).width);
    context.fillText(fitted, MARGIN, y);
  }

  #paintSpectrogram(spectrogram: Spectrogram | undefined): void {
    const context = this.#context;
    if (spectrogram === undefined) return;
    const { image, seconds } = spectrogram;
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    context.drawImage(canvas, MARGIN, PICTURE.y, INNER, PICTURE.height);
    context.font = `400 26px ${this.#textFont}`;
    context.fillStyle = this.#colours['ink-quiet'];
    for (const { at, value } of timeTicks(seconds, MAX_TIME_TICKS)) {
      const text = seconds < 120 ? inSeconds(value) : clock(value);
      const { width } = context.measureText(text);
      // Centred below its time, but within the picture.
      const x = Math.min(MARGIN + INNER - width, Math.max(MARGIN, MARGIN + at * INNER - width / 2));
      context.fillText(text, x, PICTURE.y + PICTURE.height + 36);
    }
  }
}

/** Absent where the probability says nothing, as on the card. */
function probabilitySentence(classification: Classification): string | undefined {
  const { verdict, reason } = classification;
  if (verdict === 'not-pouring' || reason !== undefined) return undefined;
  return home.probabilities.sentence(probabilityOfVerdict(classification));
}

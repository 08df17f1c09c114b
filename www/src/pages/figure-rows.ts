/** Formats the accuracy figures of the about page in its language. */
import type { Figures, Rate } from '../../build/model-figures.ts';
import { count, share } from '../i18n/format.ts';
import type { About } from '../i18n/messages.ts';

type RowWords = About['trust']['rows'];

interface FigureRow {
  percent: string;
  sentence: string;
  detail: string;
}

export function figureRows(words: RowWords, figures: Figures): Record<keyof RowWords, FigureRow> {
  const { confident, unsure, rejected, kept } = figures;
  return {
    bySession: rateRow(words.bySession, figures.bySession),
    byVessel: rateRow(words.byVessel, figures.byVessel),
    seedProtocol: rateRow(words.seedProtocol, figures.seedProtocol),
    confident: {
      percent: share(confident.right),
      sentence: words.confident.sentence(share(confident.from)),
      detail: words.confident.detail(share(confident.share), share(confident.interval)),
    },
    unsure: { percent: share(unsure), ...words.unsure },
    rejected: {
      percent: share(rejected.percent),
      sentence: words.rejected.sentence,
      detail: words.rejected.detail(count(rejected.of)),
    },
    kept: {
      percent: share(kept.percent),
      sentence: words.kept.sentence,
      detail: words.kept.detail(count(kept.of)),
    },
  };
}

function rateRow(words: RowWords['bySession'], { percent, of, interval }: Rate): FigureRow {
  return {
    percent: share(percent),
    sentence: words.sentence,
    detail: words.detail(count(of), share(interval)),
  };
}

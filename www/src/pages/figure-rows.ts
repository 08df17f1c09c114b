/** How often the model was right: each figure as the language of the page writes it, and its words. */
import type { Figures, Rate } from '../../build/model-figures.ts';
import { count, share } from '../i18n/format.ts';
import type { About } from '../i18n/messages.ts';

type RowWords = About['trust']['rows'];

interface Row {
  percent: string;
  sentence: string;
  detail: string;
}

export function figureRows(words: RowWords, figures: Figures): Record<keyof RowWords, Row> {
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

function rateRow(words: RowWords['bySession'], { percent, of, interval }: Rate): Row {
  return {
    percent: share(percent),
    sentence: words.sentence,
    detail: words.detail(count(of), share(interval)),
  };
}

/** How often the model was right: each figure as the language of the page writes it, and its words. */
import type { Figures, Rate } from '../../build/model-figures.ts';
import { count, share } from '../i18n/format.ts';
import type { About } from '../i18n/messages.ts';

type RowWords = About['trust']['rows'];

interface Row {
  percent: string;
  what: string;
  more: string;
}

export function figureRows(words: RowWords, figures: Figures): Record<keyof RowWords, Row> {
  const { confident, unsure, rejected, kept } = figures;
  return {
    bySession: rateRow(words.bySession, figures.bySession),
    byVessel: rateRow(words.byVessel, figures.byVessel),
    seedProtocol: rateRow(words.seedProtocol, figures.seedProtocol),
    confident: {
      percent: share(confident.right),
      what: words.confident.what(share(confident.from)),
      more: words.confident.more(share(confident.share), share(confident.interval)),
    },
    unsure: { percent: share(unsure), ...words.unsure },
    rejected: {
      percent: share(rejected.percent),
      what: words.rejected.what,
      more: words.rejected.more(count(rejected.of)),
    },
    kept: {
      percent: share(kept.percent),
      what: words.kept.what,
      more: words.kept.more(count(kept.of)),
    },
  };
}

function rateRow(words: RowWords['bySession'], { percent, of, interval }: Rate): Row {
  return {
    percent: share(percent),
    what: words.what,
    more: words.more(count(of), share(interval)),
  };
}

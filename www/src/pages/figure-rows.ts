/** Formats the accuracy figures of the about page in its language. */
import type { Figures, Rate } from '../../build/model-figures.ts';
import { count, share } from '../i18n/format.ts';
import type { AboutMessages } from '../i18n/messages.ts';

type RowMessages = AboutMessages['trust']['rows'];

interface FigureRow {
  percent: string;
  sentence: string;
  detail: string;
}

export function figureRows(
  messages: RowMessages,
  figures: Figures,
): Record<keyof RowMessages, FigureRow> {
  const { confident, unsure, rejected, kept } = figures;
  return {
    bySession: rateRow(messages.bySession, figures.bySession),
    byVessel: rateRow(messages.byVessel, figures.byVessel),
    seedProtocol: rateRow(messages.seedProtocol, figures.seedProtocol),
    confident: {
      percent: share(confident.right),
      sentence: messages.confident.sentence(share(confident.from)),
      detail: messages.confident.detail(share(confident.share), share(confident.interval)),
    },
    unsure: { percent: share(unsure), ...messages.unsure },
    rejected: {
      percent: share(rejected.percent),
      sentence: messages.rejected.sentence,
      detail: messages.rejected.detail(count(rejected.of)),
    },
    kept: {
      percent: share(kept.percent),
      sentence: messages.kept.sentence,
      detail: messages.kept.detail(count(kept.of)),
    },
  };
}

function rateRow(messages: RowMessages['bySession'], { percent, of, interval }: Rate): FigureRow {
  return {
    percent: share(percent),
    sentence: messages.sentence,
    detail: messages.detail(count(of), share(interval)),
  };
}

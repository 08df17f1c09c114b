/** Formats the accuracy figures of the about page in its language. */
import type { Figures, Rate, RightVerdicts } from '../../build/model-figures.ts';
import { count, share } from '../i18n/format.ts';
import type { AboutMessages } from '../i18n/messages.ts';

type KitchenSentences = AboutMessages['trust']['otherKitchens']['rows'];
type HomeSentences = AboutMessages['trust']['home']['rows'];

export interface FigureRow {
  percent: string;
  sentence: string;
  detail: string;
}

/** Rows of the pours in other kitchens. The first is the figure to go by. */
export function kitchenRows(
  messages: KitchenSentences,
  { otherKitchens, confident }: Figures,
): Record<keyof KitchenSentences, FigureRow> {
  const { right, confidentRight, firm } = otherKitchens;
  return {
    right: verdictsRow(messages.right.sentence, messages.right.detail, right),
    confidentRight: verdictsRow(
      messages.confidentRight.sentence(share(confident.from)),
      messages.confidentRight.detail,
      confidentRight,
    ),
    firm: {
      percent: share(firm.percent),
      sentence: messages.firm.sentence,
      detail: messages.firm.detail(count(firm.count), count(firm.of)),
    },
  };
}

function verdictsRow(
  sentence: string,
  detail: KitchenSentences['right']['detail'],
  { percent, count: right, of, interval }: RightVerdicts,
): FigureRow {
  return {
    percent: share(percent),
    sentence,
    detail: detail(count(right), count(of), share(interval)),
  };
}

/** Rows of the pours where the model learned. */
export function homeRows(
  messages: HomeSentences,
  figures: Figures,
): Record<keyof HomeSentences, FigureRow> {
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

function rateRow(messages: HomeSentences['bySession'], { percent, of, interval }: Rate): FigureRow {
  return {
    percent: share(percent),
    sentence: messages.sentence,
    detail: messages.detail(count(of), share(interval)),
  };
}

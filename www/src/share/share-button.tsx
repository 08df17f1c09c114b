/** Shares a result as a picture. */
import { useSignal } from '@preact/signals';
import { nameOf } from '../history/result-name.ts';
import { date } from '../i18n/format.ts';
import { actions, home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import type { Result } from '../results/results.ts';
import { FailureIcon } from '../ui/icons.tsx';
import { drawShareCard } from './share-card.ts';
import { type ShareOutcome, shareImage, siteUrl } from './share-image.ts';

/** `result` must be classified. */
export function ShareButton({ result }: { result: Result }) {
  const { announcer } = useApp();
  const outcome = useSignal<ShareOutcome | 'working' | 'failed' | undefined>(undefined);
  const { share: messages } = actions;
  const share = async () => {
    // A second press while the share sheet is open would be refused.
    if (outcome.peek() === 'working') return;
    outcome.value = 'working';
    outcome.value = await shareResult(result).catch(() => 'failed' as const);
    if (outcome.peek() === 'downloaded') announcer.announce(messages.saved);
  };
  return (
    <>
      <button
        type="button"
        class="quiet-button"
        aria-label={messages.named(nameOf(result))}
        // Not `disabled`, which would drop the focus.
        aria-disabled={outcome.value === 'working'}
        onClick={() => void share()}
      >
        {messages.button}
      </button>
      {outcome.value === 'downloaded' && <span class="quiet">{messages.saved}</span>}
      {outcome.value === 'failed' && (
        <p class="problem" role="alert">
          <FailureIcon />
          <span>{messages.failed}</span>
        </p>
      )}
    </>
  );
}

async function shareResult(result: Result): Promise<ShareOutcome> {
  const state = result.finalState.peek();
  if (state?.phase !== 'classified') throw new Error('only a classified result can be shared');
  const { classification } = state;
  const url = siteUrl(location);
  const card = await drawShareCard({
    classification,
    spectrogram: classification.spectrogram ?? (await result.mediaStore?.spectrogram()),
    name: nameOf(result),
    note: noteOf(result),
    address: url.replace(/^https?:\/\//, '').replace(/\/$/, ''),
  });
  const image = new File([card], `hot-or-cold-${classification.verdict}.png`, { type: card.type });
  return shareImage(image, { title: home.page.title, url });
}

/** The date; of an example its origin, which the licence of recordings requires. */
function noteOf({ source: { origin }, added }: Result): string {
  switch (origin.kind) {
    case 'own':
    case 'live':
      return date(added.date);
    case 'recorded':
      return `${home.examples.credit(origin.credit.author)}, ${origin.credit.licence}`;
    case 'synthesised':
      return home.examples.badge;
  }
}

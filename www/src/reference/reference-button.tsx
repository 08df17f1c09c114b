/** On the card of a cold pour: adds its recording to a cup. */
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import type { Result } from '../results/results.ts';

export function ReferenceButton({ result }: { result: Result }) {
  const { cups } = useApp();
  const { label, recording, source } = result;
  const file = recording.value;
  if (label.value !== 'cold' || file === undefined) return null;
  const { cup: messages } = home;
  const holder = cups.list.value.find(({ pours }) =>
    pours.some((pour) => pour.name === file.name && pour.file.size === file.size),
  );
  if (holder) return <span class="quiet">{messages.isReference(holder.name)}</span>;
  const [first] = cups.list.value;
  const cup = cups.active.value ?? first;
  return (
    <button
      type="button"
      class="quiet-button"
      aria-label={messages.useNamed(source.name)}
      onClick={() => void cups.addPour((cup ?? cups.add(messages.defaultName)).id, file)}
    >
      {messages.use(cup?.name)}
    </button>
  );
}

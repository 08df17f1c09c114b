/**
 * The panel "Your cup": the active cup, all cups with their pours, and a form for new ones.
 */
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { goToResults } from '../results/result-list.tsx';
import { FailureIcon } from '../ui/icons.tsx';
import { type ActiveReference, missingTemperature } from './cup.ts';
import { CupItem } from './cup-item.tsx';
import styles from './cup-panel.module.css';

const MAX_NAME_LENGTH = 40;

export function CupPanel() {
  const { cupAccuracy, cups, reclassifier } = useApp();
  const list = cups.list.value;
  const active = cups.active.value;
  const reference = cups.activeReference.value;
  const missing = reference && missingTemperature(reference.references);
  const outdated = reclassifier.outdated.value.length;
  const { cup: messages } = home;
  return (
    <section class={styles.cupPanel} aria-labelledby="cup-heading" data-testid="cup">
      <div class={styles.head}>
        <h2 id="cup-heading">{messages.heading}</h2>
        {list.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: fieldsets are hard to lay out in a row
          <div class={styles.choice} role="group" aria-label={messages.choiceLabel}>
            {list.map(({ id, name }) => (
              <button
                key={id}
                type="button"
                class="quiet-button"
                translate={false}
                aria-pressed={id === active?.id}
                onClick={() => cups.toggleActive(id)}
              >
                {name}
              </button>
            ))}
          </div>
        )}
      </div>
      <p class="quiet">
        {active === undefined
          ? messages.notCalibrated
          : reference
            ? calibrationText(reference, cupAccuracy.right.value)
            : messages.empty(active.name)}
      </p>
      {missing && <p class="quiet">{messages.addOther[missing]}</p>}
      {outdated > 0 && (
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            void reclassifier.start();
            goToResults();
          }}
        >
          {messages.reclassify(outdated, reference?.name)}
        </button>
      )}
      {cups.problem.value !== undefined && (
        <p class="problem" role="alert">
          <FailureIcon />
          <span>{cups.problem}</span>
        </p>
      )}
      <details>
        <summary>{messages.manage}</summary>
        <div class={styles.more}>
          <p>{messages.explanation}</p>
          <p class="quiet">{messages.caveat}</p>
          {list.map((cup) => (
            <CupItem key={cup.id} cup={cup} />
          ))}
          <CupForm />
        </div>
      </details>
    </section>
  );
}

/** Says which pours the cup is calibrated with and, once known, how many of them it gets right. */
function calibrationText({ name, references }: ActiveReference, right?: number): string {
  const { cup: messages } = home;
  const hot = references.filter(({ isHot }) => isHot).length;
  const inUse = messages.inUse(name, references.length - hot, hot);
  return right === undefined ? inUse : `${inUse} ${messages.right(right, references.length)}`;
}

function CupForm() {
  const { cups } = useApp();
  const { cup: messages } = home;
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.elements.namedItem('name') as HTMLInputElement;
        const name = field.value.trim();
        if (name !== '') cups.add(name);
        field.value = '';
      }}
    >
      <label for="cup-name">{messages.nameLabel}</label>
      <input
        id="cup-name"
        name="name"
        required
        maxLength={MAX_NAME_LENGTH}
        autocomplete="off"
        placeholder={messages.namePlaceholder}
      />
      <button type="submit" class="quiet-button">
        {messages.add}
      </button>
    </form>
  );
}

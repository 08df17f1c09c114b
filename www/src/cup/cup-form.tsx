/** Adds a cup by its name. */
import { strings } from '../strings.ts';
import type { Cups } from './cups.ts';

const MOST_LETTERS = 40;

export function CupForm({ cups }: { cups: Cups }) {
  const { cup: words } = strings;
  return (
    <form
      class="cup-form"
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.elements.namedItem('name') as HTMLInputElement;
        const name = field.value.trim();
        if (name !== '') cups.add(name);
        field.value = '';
      }}
    >
      <label for="cup-name">{words.name}</label>
      <input
        id="cup-name"
        name="name"
        required
        maxLength={MOST_LETTERS}
        autocomplete="off"
        placeholder={words.example}
      />
      <button type="submit" class="quiet-button">
        {words.add}
      </button>
    </form>
  );
}

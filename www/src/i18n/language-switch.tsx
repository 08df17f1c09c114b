import { useSignal } from '@preact/signals';
import { strings } from './index.ts';
import { CODES, LANGUAGES, type LanguageCode, language } from './locale.ts';
import { choose } from './locale-choice.ts';

export function LanguageSwitch() {
  const unavailable = useSignal(false);
  const onChange = async ({ currentTarget: select }: { currentTarget: HTMLSelectElement }) => {
    unavailable.value = !(await choose(select.value as LanguageCode));
    select.value = language.peek();
  };
  return (
    <p class="language-switch">
      <label>
        {strings.language.label}{' '}
        <select value={language.value} onChange={onChange}>
          {CODES.map((code) => (
            <option key={code} value={code} lang={code}>
              {LANGUAGES[code].name}
            </option>
          ))}
        </select>
      </label>
      {unavailable.value && <span role="alert"> {strings.language.unavailable}</span>}
    </p>
  );
}

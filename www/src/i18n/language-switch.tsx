import { useSignal } from '@preact/signals';
import { chooseLocale, home } from './index.ts';
import { LANGUAGE_CODES, LANGUAGES, type LanguageCode, language } from './locale.ts';

export function LanguageSwitch() {
  const unavailable = useSignal(false);
  const onChange = async ({ currentTarget: select }: { currentTarget: HTMLSelectElement }) => {
    unavailable.value = !(await chooseLocale(select.value as LanguageCode));
    select.value = language.peek();
  };
  return (
    <>
      <label class="choice">
        {home.language.label}
        <select id="language" translate={false} value={language.value} onChange={onChange}>
          {LANGUAGE_CODES.map((code) => (
            <option key={code} value={code} lang={code}>
              {LANGUAGES[code].name}
            </option>
          ))}
        </select>
      </label>
      {unavailable.value && <p role="alert">{home.language.unavailable}</p>}
    </>
  );
}

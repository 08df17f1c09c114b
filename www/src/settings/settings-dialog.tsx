/** The settings, and the button in the header that opens them. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { settings } from '../i18n/index.ts';
import { LanguageSwitch } from '../i18n/language-switch.tsx';
import { TemperatureChoice } from '../i18n/temperature-scale.tsx';
import { MicrophoneChoice } from '../live/microphone-choice.tsx';
import {
  canSpeak,
  canVibrate,
  type StoredSwitch,
  speechSwitch,
  vibrationSwitch,
} from '../live/verdict-output.ts';
import { useApp } from '../pages/app-context.ts';
import { SettingsIcon } from '../ui/icons.tsx';
import { canInstall, install } from './install-prompt.ts';
import styles from './settings-dialog.module.css';
import { chooseTheme, THEMES, type Theme, theme } from './theme.ts';

export function SettingsButton() {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        type="button"
        class={styles.open}
        data-testid="settings"
        aria-haspopup="dialog"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <SettingsIcon />
        <span class={styles.word}>{settings.heading}</span>
      </button>
      {isOpen.value && (
        <SettingsDialog
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { recorder } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class={styles.dialog}
      aria-labelledby="settings-heading"
      onClose={onClose}
      // Closes on a click beside it; where that is unknown, by the button and Escape.
      {...{ closedby: 'any' }}
    >
      <form method="dialog" class={styles.settings}>
        <h2 id="settings-heading">{settings.heading}</h2>
        <LanguageSwitch />
        <TemperatureChoice />
        <ThemeChoice />
        <MicrophoneChoice onChoose={() => recorder.restart()} />
        {canSpeak() && <Switch label={settings.speech} setting={speechSwitch} />}
        {canVibrate() && <Switch label={settings.vibration} setting={vibrationSwitch} />}
        <div class={styles.actions}>
          {canInstall() && (
            <button type="button" class="quiet-button" onClick={install}>
              {settings.install}
            </button>
          )}
          <button type="submit" class="quiet-button">
            {settings.done}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function ThemeChoice() {
  return (
    <label class="choice">
      {settings.theme}
      <select
        data-testid="theme"
        value={theme.value}
        onChange={({ currentTarget }) => chooseTheme(currentTarget.value as Theme)}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {settings.themes[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Switch({ label, setting }: { label: string; setting: StoredSwitch }) {
  return (
    <label class={styles.switch}>
      {label}
      <input
        type="checkbox"
        checked={setting.isOn.value}
        onChange={({ currentTarget }) => setting.set(currentTarget.checked)}
      />
    </label>
  );
}

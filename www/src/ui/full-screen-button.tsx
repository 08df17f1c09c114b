/** Shows an element on the whole screen, where its own styles for `:fullscreen` apply. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { compare } from '../i18n/index.ts';
import styles from './full-screen-button.module.css';
import { FullScreenIcon } from './icons.tsx';

interface Properties {
  element: RefObject<HTMLElement | null>;
  /** Called for a tap on the element in full screen: a whiteboard has no keyboard. */
  onTap: () => void;
  /** Whether the button shows its icon alone. */
  isIconOnly?: boolean;
}

/** Renders nothing where browsers show videos only in full screen, as on iPhones. */
export function FullScreenButton({ element, onTap, isIconOnly = false }: Properties) {
  const button = useRef<HTMLButtonElement>(null);
  const hadKeyboardFocus = useRef(false);
  useEffect(() => {
    const onChange = ({ target }: Event) => {
      if (target !== element.current) return;
      if (document.fullscreenElement === target) {
        // Hidden by now: Space is for the element.
        button.current?.blur();
      } else if (hadKeyboardFocus.current) {
        button.current?.focus({ preventScroll: true });
      }
    };
    document.addEventListener('fullscreenchange', onChange);
    window.addEventListener('hashchange', leaveFullScreen);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      window.removeEventListener('hashchange', leaveFullScreen);
    };
  }, [element]);
  useEffect(() => {
    const shown = element.current;
    const onClick = () => {
      if (shown === document.fullscreenElement) onTap();
    };
    shown?.addEventListener('click', onClick);
    return () => shown?.removeEventListener('click', onClick);
  }, [element, onTap]);
  if (!document.fullscreenEnabled) return null;
  return (
    <button
      ref={button}
      type="button"
      class={`quiet-button ${styles.button} ${isIconOnly ? styles.icon : ''}`}
      data-testid="full-screen"
      {...(isIconOnly && { 'aria-label': compare.fullScreen, title: compare.fullScreen })}
      onClick={({ currentTarget }) => {
        hadKeyboardFocus.current = currentTarget.matches(':focus-visible');
        // If it is refused, the page stays as it is.
        void element.current?.requestFullscreen().catch(() => undefined);
      }}
    >
      <FullScreenIcon />
      {!isIconOnly && compare.fullScreen}
    </button>
  );
}

/** Returns whether an element is shown on the whole screen. */
export function useIsFullScreen(element: RefObject<HTMLElement | null>): boolean {
  const [isFullScreen, setIsFullScreen] = useState(false);
  useEffect(() => {
    const onChange = () =>
      setIsFullScreen(element.current !== null && document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', onChange);
    return () => document.removeEventListener('fullscreenchange', onChange);
  }, [element]);
  return isFullScreen;
}

/** Back and Forward may hide the element. */
function leaveFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
}

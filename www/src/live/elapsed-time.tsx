/** The length of a recording in progress. Hidden from screen readers, which would read it out. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clock } from '../i18n/format.ts';
import styles from './elapsed-time.module.css';

export function ElapsedTime() {
  const seconds = useSignal(0);
  useEffect(() => {
    // In some browsers performance.now() stands still while the device sleeps.
    const start = Date.now();
    const timer = setInterval(() => {
      seconds.value = Math.max(0, Math.floor((Date.now() - start) / 1000));
    }, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  return (
    <span class={styles.elapsed} aria-hidden="true" translate={false}>
      {clock(seconds.value)}
    </span>
  );
}

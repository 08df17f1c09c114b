/** Drawings on the record button. */

export function MicrophoneIcon() {
  return (
    <svg class="icon" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M16 3a5 5 0 0 1 5 5v7a5 5 0 0 1-10 0V8a5 5 0 0 1 5-5zM6 15a10 10 0 0 0 20 0M16 25v4" />
    </svg>
  );
}

export function StopIcon() {
  return (
    <svg class="icon" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="7" y="7" width="18" height="18" rx="2" fill="currentcolor" />
    </svg>
  );
}

import { signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import { IDLE_VIEW, type LiveView } from '../live/live-view.ts';
import { confirmBeforeUnload } from './unsaved-state.ts';

it('confirmBeforeUnload asks while a recording or a write is in progress', () => {
  const view = signal<LiveView>(IDLE_VIEW);
  const isSaving = signal(false);
  const target = { addEventListener: vi.fn(), removeEventListener: vi.fn() };
  confirmBeforeUnload({ view }, { isSaving }, target);
  const isAsking = () =>
    target.addEventListener.mock.calls.length > target.removeEventListener.mock.calls.length;
  expect(isAsking()).toBe(false);
  isSaving.value = true;
  expect(isAsking()).toBe(true);
  view.value = { ...IDLE_VIEW, phase: 'listening' };
  isSaving.value = false;
  expect(isAsking()).toBe(true);
  view.value = IDLE_VIEW;
  expect(isAsking()).toBe(false);
});

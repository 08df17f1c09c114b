import { expect, it } from 'vitest';
import { Router } from './router.ts';

/** A fake window with a history whose entries have a hash and a state. */
function fakeWindow(hash: string) {
  const entries = [{ hash, state: null as unknown }];
  let at = 0;
  const listeners = new Map<string, () => void>();
  const entry = () => entries[at] as (typeof entries)[number];
  const changed = () => listeners.get('hashchange')?.();
  const target = {
    scrollY: 0,
    history: {
      scrollRestoration: 'auto',
      get state() {
        return entry().state;
      },
      replaceState: (state: unknown) => {
        entry().state = state;
      },
    },
    location: {
      get hash() {
        return entry().hash;
      },
      set hash(wanted: string) {
        entries.splice(at + 1);
        entries.push({ hash: wanted, state: null });
        at++;
      },
    },
    addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
  };
  return {
    target: target as unknown as ConstructorParameters<typeof Router>[0],
    follow(wanted: string) {
      target.location.hash = wanted;
      changed();
    },
    move(steps: number) {
      at += steps;
      changed();
    },
    scrollTo(y: number) {
      target.scrollY = y;
    },
    changed,
    hash: () => entry().hash,
  };
}

it('Router starts at the route of the URL', () => {
  const { target } = fakeWindow('#/guide/why');
  expect(new Router(target).navigation.value).toMatchObject({
    route: { page: 'guide', section: 'why' },
    trigger: 'load',
  });
});

it('Router follows a link to the top of its page', () => {
  const window = fakeWindow('');
  const router = new Router(window.target);
  window.scrollTo(700);
  window.follow('#/about');
  expect(router.navigation.value).toEqual({
    route: { page: 'about' },
    trigger: 'link',
    scrollY: 0,
  });
});

it('Router restores scroll positions back and forward', () => {
  const window = fakeWindow('');
  const router = new Router(window.target);
  window.scrollTo(700);
  window.follow('#/about');
  window.scrollTo(90);
  window.move(-1);
  expect(router.navigation.value).toEqual({
    route: { page: 'home' },
    trigger: 'history',
    scrollY: 700,
  });
  window.move(1);
  expect(router.navigation.value).toEqual({
    route: { page: 'about' },
    trigger: 'history',
    scrollY: 90,
  });
});

it('Router.go navigates at once and ignores the later event', () => {
  const window = fakeWindow('#/guide');
  const router = new Router(window.target);
  router.go('home');
  const { value } = router.navigation;
  expect(value.route).toEqual({ page: 'home' });
  expect(window.hash()).toBe('#/');
  window.changed();
  expect(router.navigation.value).toBe(value);
});

it('Router.go does nothing on the current page', () => {
  const window = fakeWindow('');
  const router = new Router(window.target);
  router.go('home');
  expect(window.hash()).toBe('');
});

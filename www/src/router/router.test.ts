import { expect, it } from 'vitest';
import { Router } from './router.ts';

/** As much of a window as the router needs: a history whose entries have a hash and a state. */
function fakeWindow(hash: string) {
  const entries = [{ hash, state: null as unknown }];
  let at = 0;
  const listeners = new Map<string, () => void>();
  const entry = () => entries[at] as (typeof entries)[number];
  const changed = () => listeners.get('hashchange')?.();
  const place = {
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
    place: place as unknown as ConstructorParameters<typeof Router>[0],
    follow(wanted: string) {
      place.location.hash = wanted;
      changed();
    },
    move(steps: number) {
      at += steps;
      changed();
    },
    scrollTo(y: number) {
      place.scrollY = y;
    },
    changed,
    hash: () => entry().hash,
  };
}

it('starts where the address says', () => {
  const { place } = fakeWindow('#/guide/why');
  expect(new Router(place).navigation.value).toMatchObject({
    route: { page: 'guide', section: 'why' },
    by: 'load',
  });
});

it('follows links to their top', () => {
  const window = fakeWindow('');
  const router = new Router(window.place);
  window.scrollTo(700);
  window.follow('#/about');
  expect(router.navigation.value).toEqual({ route: { page: 'about' }, by: 'link', scroll: 0 });
});

it('comes back to where one was, and forward again', () => {
  const window = fakeWindow('');
  const router = new Router(window.place);
  window.scrollTo(700);
  window.follow('#/about');
  window.scrollTo(90);
  window.move(-1);
  expect(router.navigation.value).toEqual({ route: { page: 'home' }, by: 'history', scroll: 700 });
  window.move(1);
  expect(router.navigation.value).toEqual({ route: { page: 'about' }, by: 'history', scroll: 90 });
});

it('goes at once, and the event that comes later changes nothing', () => {
  const window = fakeWindow('#/guide');
  const router = new Router(window.place);
  router.go('home');
  const { value } = router.navigation;
  expect(value.route).toEqual({ page: 'home' });
  expect(window.hash()).toBe('#/');
  window.changed();
  expect(router.navigation.value).toBe(value);
});

it('stays where it already is', () => {
  const window = fakeWindow('');
  const router = new Router(window.place);
  router.go('home');
  expect(window.hash()).toBe('');
});

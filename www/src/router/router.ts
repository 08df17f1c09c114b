/**
 * Which page is shown. Addresses are hashes, so that any server and any folder will do, nothing is
 * loaded anew, and what goes on at home goes on.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { formatRoute, type Page, parseRoute, type Route } from './route.ts';

/** What the router needs of a window. */
type WindowLike = Pick<Window, 'addEventListener' | 'history' | 'location' | 'scrollY'>;

/** How one came to where one is. */
export interface Navigation {
  route: Route;
  /** By the first load, by a link, or by going back or forward. */
  by: 'load' | 'link' | 'history';
  /** How far down one was when one left this place, for going back. */
  scroll: number;
}

export class Router {
  readonly #window: WindowLike;
  readonly #navigation;
  /** By history entry: the same page may be there twice. */
  readonly #scrollPositions = new Map<number, number>();
  #entry: number;

  readonly route: ReadonlySignal<Route>;

  constructor(place: WindowLike = window) {
    this.#window = place;
    this.#entry = this.#tagHistoryEntry();
    const route = parseRoute(place.location.hash);
    this.#navigation = signal<Navigation>({ route, by: 'load', scroll: 0 });
    this.route = computed(() => this.#navigation.value.route);
    // A browser restores the scroll before the page is drawn, on the height of the other page.
    place.history.scrollRestoration = 'manual';
    place.addEventListener('pagehide', () => {
      // For a reload, which the browser does better.
      place.history.scrollRestoration = 'auto';
    });
    place.addEventListener('pageshow', () => {
      place.history.scrollRestoration = 'manual';
    });
    place.addEventListener('hashchange', () => this.#update());
  }

  get navigation(): ReadonlySignal<Navigation> {
    return this.#navigation;
  }

  go(page: Page): void {
    if (this.route.peek().page === page) return;
    this.#window.location.hash = formatRoute(page);
    // At once: 'hashchange' comes later, and whoever goes somewhere wants to do something there.
    this.#update();
  }

  #update(): void {
    const { history, location, scrollY } = this.#window;
    const known = entryOf(history.state);
    if (known === this.#entry) return;
    this.#scrollPositions.set(this.#entry, scrollY);
    this.#entry = known ?? this.#tagHistoryEntry();
    this.#navigation.value = {
      route: parseRoute(location.hash),
      by: known === undefined ? 'link' : 'history',
      scroll: this.#scrollPositions.get(this.#entry) ?? 0,
    };
  }

  /** Gives the history entry that one is at a number; a new one comes without. */
  #tagHistoryEntry(): number {
    const { history } = this.#window;
    const known = entryOf(history.state);
    if (known !== undefined) return known;
    const entry = Date.now() + this.#scrollPositions.size;
    history.replaceState({ entry }, '');
    return entry;
  }
}

function entryOf(state: unknown): number | undefined {
  const entry = (state as { entry?: unknown } | null)?.entry;
  return typeof entry === 'number' ? entry : undefined;
}

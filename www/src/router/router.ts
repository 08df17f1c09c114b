/**
 * Maps the hash of the URL to the page that is shown. Routes are in the hash, so that the site
 * works on any server and in any folder. A recording continues while the page changes.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { formatRoute, type Page, parseRoute, type Route } from './route.ts';

/** The part of `Window` that the router uses. */
type WindowLike = Pick<Window, 'addEventListener' | 'history' | 'location' | 'scrollY'>;

/** The current route and how it was reached. */
export interface Navigation {
  route: Route;
  /** The first load, a link, or a move through the history. */
  trigger: 'load' | 'link' | 'history';
  /** Scroll position in CSS pixels to restore. */
  scrollY: number;
}

export class Router {
  readonly #window: WindowLike;
  readonly #navigation;
  /** Keyed by history entry, since the history may contain a page twice. */
  readonly #scrollPositions = new Map<number, number>();
  #entry: number;

  readonly route: ReadonlySignal<Route>;

  constructor(target: WindowLike = window) {
    this.#window = target;
    this.#entry = this.#tagHistoryEntry();
    const route = parseRoute(target.location.hash);
    this.#navigation = signal<Navigation>({ route, trigger: 'load', scrollY: 0 });
    this.route = computed(() => this.#navigation.value.route);
    // A browser would restore the position before the page is rendered.
    target.history.scrollRestoration = 'manual';
    target.addEventListener('pagehide', () => {
      // For a reload, which the browser restores itself.
      target.history.scrollRestoration = 'auto';
    });
    target.addEventListener('pageshow', () => {
      target.history.scrollRestoration = 'manual';
    });
    target.addEventListener('hashchange', () => this.#update());
  }

  get navigation(): ReadonlySignal<Navigation> {
    return this.#navigation;
  }

  go(page: Page): void {
    if (this.route.peek().page === page) return;
    this.#window.location.hash = formatRoute(page);
    // At once, since the caller may need the page and 'hashchange' fires later.
    this.#update();
  }

  #update(): void {
    const { history, location, scrollY } = this.#window;
    const storedEntry = readEntry(history.state);
    if (storedEntry === this.#entry) return;
    this.#scrollPositions.set(this.#entry, scrollY);
    this.#entry = storedEntry ?? this.#tagHistoryEntry();
    this.#navigation.value = {
      route: parseRoute(location.hash),
      trigger: storedEntry === undefined ? 'link' : 'history',
      scrollY: this.#scrollPositions.get(this.#entry) ?? 0,
    };
  }

  /** Numbers the current history entry. A new entry has no number yet. */
  #tagHistoryEntry(): number {
    const { history } = this.#window;
    const storedEntry = readEntry(history.state);
    if (storedEntry !== undefined) return storedEntry;
    const entry = Date.now() + this.#scrollPositions.size;
    history.replaceState({ entry }, '');
    return entry;
  }
}

function readEntry(state: unknown): number | undefined {
  const entry = (state as { entry?: unknown } | null)?.entry;
  return typeof entry === 'number' ? entry : undefined;
}

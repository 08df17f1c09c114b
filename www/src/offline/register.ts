/** The one place where the service worker's address becomes a script that runs. */

/** Beside index.html, not beside this script: what it may serve is the folder in which it lies. */
const ADDRESS = 'service-worker.js';

export function register(container: ServiceWorkerContainer): Promise<ServiceWorkerRegistration> {
  return container.register(new URL(ADDRESS, document.baseURI).href);
}

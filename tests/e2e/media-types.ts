/** What the servers of tests say that a file is, by the end of its name. */
export const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.m4a': 'audio/mp4',
  '.md': 'text/markdown',
  '.webmanifest': 'application/manifest+json',
};

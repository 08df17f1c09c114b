/**
 * The web app manifest. Every address is relative to it, so that the installed app is where the site
 * is. It has no `id`: that would be relative to the origin, and two copies on one origin would be one
 * app; without it, `start_url` tells them apart.
 */

import type { Plugin } from 'vite';
import type { ManifestOptions } from 'vite-plugin-pwa';
import { manifest as words } from '../src/i18n/en/offline.ts';
import {
  type LaunchAction,
  SHARE_TARGET,
  SHARED_FILES,
  urlWithLaunchAction,
} from '../src/offline/launch-action.ts';

export const MANIFEST = 'manifest.webmanifest';

/** As in tokens.css. */
const GROUND = '#eef5f7';

const shortcut = (name: string, errand: LaunchAction) => ({
  name,
  url: urlWithLaunchAction(errand, 'https://relative/').replace('https://relative/', './'),
  icons: [{ src: './icons/icon-192.png', sizes: '192x192', type: 'image/png' }],
});

const icon = (name: string, size: number, purpose: 'any' | 'maskable' | 'monochrome') => ({
  src: `./icons/${name}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** Made by `npm run images`. */
export const SCREENSHOTS = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 412, height: 892 },
} as const;

const screenshot = (name: keyof typeof SCREENSHOTS) => ({
  src: `./screenshots/${name}.png`,
  sizes: `${SCREENSHOTS[name].width}x${SCREENSHOTS[name].height}`,
  type: 'image/png',
  form_factor: name,
  label: words.screenshots[name],
});

/** What the systems call the kinds of recordings that browsers open. */
const OPENED = {
  'audio/aac': ['.aac'],
  'audio/flac': ['.flac'],
  'audio/mp4': ['.m4a'],
  'audio/mpeg': ['.mp3'],
  'audio/ogg': ['.ogg', '.oga', '.opus'],
  'audio/wav': ['.wav'],
  'audio/webm': ['.weba'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/quicktime': ['.mov'],
  'video/webm': ['.webm'],
};

export const manifest: Partial<ManifestOptions> = {
  name: words.name,
  short_name: words.name,
  description: words.description,
  lang: 'en',
  dir: 'ltr',
  start_url: './',
  scope: './',
  display: 'standalone',
  display_override: ['standalone', 'minimal-ui'],
  theme_color: GROUND,
  background_color: GROUND,
  categories: ['education', 'utilities'],
  icons: [
    icon('icon-192', 192, 'any'),
    icon('icon-512', 512, 'any'),
    icon('maskable-512', 512, 'maskable'),
    icon('monochrome-512', 512, 'monochrome'),
  ],
  screenshots: [screenshot('wide'), screenshot('narrow')],
  shortcuts: [shortcut(words.listen, 'listen'), shortcut(words.classify, 'choose')],
  share_target: {
    action: `./${SHARE_TARGET}`,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      files: [{ name: SHARED_FILES, accept: ['audio/*', 'video/*'] }],
    },
  },
  file_handlers: [{ action: './', accept: OPENED }],
  /**
   * Each launch has a window of its own. In the one that is there a recording may be running, so it
   * must not be navigated; and one that is only focused never gets what is shared
   * (WICG/web-app-launch#62).
   */
  launch_handler: { client_mode: ['navigate-new', 'auto'] },
};

export function webManifest(): Plugin {
  return {
    name: 'web-manifest',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'manifest', href: `./${MANIFEST}` }, injectTo: 'head' },
    ],
    generateBundle() {
      const source = `${JSON.stringify(manifest, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: MANIFEST, source });
    },
  };
}

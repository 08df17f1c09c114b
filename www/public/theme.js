// Applies the stored theme before the page is first drawn. A module would run too late.

// src/settings/theme.ts does the same when the person chooses another theme.
{
  let theme = null;
  try {
    theme = localStorage.getItem('theme');
  } catch {
    // Some browsers forbid it in private windows.
  }
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name=color-scheme]')?.setAttribute('content', theme);
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
      meta.setAttribute('media', meta.dataset.scheme === theme ? 'all' : 'not all');
    }
  }
}

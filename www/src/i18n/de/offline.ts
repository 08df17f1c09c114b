/** Messages of the installed app: its manifest, working offline, new versions, shared files. */
import type { ManifestMessages, OfflineMessages } from '../messages.ts';
import { home } from './home.ts';
import { pages } from './pages.ts';

export const offline: OfflineMessages = {
  ready: 'Funktioniert jetzt auch ohne Internet.',
  heading: 'Neue Version',
  offered: 'Eine neue Version ist da.',
  activeInOtherTab:
    'In einem anderen Tab ist eine neue Version offen. Lade neu, um sie auch hier zu bekommen.',
  announcedPlace: 'Am Ende der Seite kannst du neu laden.',
  busy: 'Erst wird noch die laufende Aufnahme fertig.',
  unsaved: 'Nicht gespeicherte Ergebnisse gehen beim Neuladen verloren.',
  reload: 'Neu laden',
  later: 'Später',
  nothingShared: 'Es wurde nichts geteilt. Teile eine Aufnahme oder ein Video.',
  shareFailed:
    'Das Geteilte ließ sich nicht öffnen; vielleicht ist auf diesem Gerät kein Platz mehr. Wähle die Aufnahme stattdessen hier.',
  /** For a recording that comes without a name. */
  unnamed: 'geteilte Aufnahme',
};

export const manifest: ManifestMessages = {
  name: home.page.title,
  description: home.page.description,
  listen: pages.names.home,
  classify: 'Datei prüfen',
  screenshots: {
    wide: 'Die Startseite: Tipp auf „Zuhören“ und schenk ein, oder füge Aufnahmen hinzu',
    narrow: 'Das Ergebnis einer Aufnahme mit ihrem Spektrogramm',
  },
};

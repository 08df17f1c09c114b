/** Messages about interrupted recordings, and about the way on after a failure. */
import { clock } from '../format.ts';
import type { RecoveryMessages } from '../messages.ts';

export const recovery: RecoveryMessages = {
  interrupted: {
    heading: 'Unterbrochene Aufnahme',
    sentence: (seconds, time) =>
      `Eine Aufnahme wurde unterbrochen (${time}, ${clock(seconds)} lang).`,
    announcement: (sentence) =>
      `${sentence} Oben auf der Startseite kannst du sie prüfen oder löschen.`,
    classify: 'Prüfen',
    delete: 'Löschen',
    deleted: 'Aufnahme gelöscht.',
  },

  failures: {
    'not-finished':
      'Die Aufnahme ließ sich nicht abschließen; lade die Seite neu, um den gespeicherten Teil zurückzuholen.',
  },

  problems: {
    deleted:
      'Deine gespeicherten Ergebnisse wurden in einem anderen Tab oder in den Browser-Einstellungen gelöscht; die hier bleiben, bis du die Seite schließt, und neue werden wieder gespeichert.',
  },

  start: {
    notLoaded: 'Hot or Cold ist noch nicht geladen; prüfe deine Verbindung und lade die Seite neu.',
    reload: 'Neu laden',
  },
};

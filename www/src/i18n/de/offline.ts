/** Words of the installed app: working offline, new versions, and what is shared with it. */
import type { Offline } from '../messages.ts';

export const offline: Offline = {
  ready: 'Bereit, ohne Netz zu arbeiten.',
  heading: 'Neue Version',
  offered: 'Eine neue Version ist bereit.',
  activeInOtherTab: 'Eine neue Version ist schon in Gebrauch; diese Seite ist noch die ältere.',
  announcedPlace: 'Sie wird am Ende der Seite angeboten.',
  busy: 'Erst kommt das Urteil über das, was gerade gehört wird.',
  unsaved: 'Was nicht auf diesem Gerät gespeichert ist, geht beim Neuladen verloren.',
  reload: 'Neu laden',
  later: 'Später',
  nothingShared: 'Mit dem Geteilten kam nichts an; teile eine Aufnahme oder ein Video.',
  shareFailed:
    'Das Geteilte ließ sich nicht übernehmen, vielleicht weil auf diesem Gerät kein Platz mehr ist; wähle die Aufnahme hier.',
  /** For a recording that comes without a name. */
  unnamed: 'geteilte Aufnahme',
};

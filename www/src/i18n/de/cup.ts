/** Messages about cups and their known pours. */
import type { HomeMessages } from '../messages.ts';

function knownPours(cold: number, hot: number): string {
  if (hot === 0) return `${cold}-mal kaltes Wasser`;
  if (cold === 0) return `${hot}-mal heißes Wasser`;
  return `${cold}-mal kaltes und ${hot}-mal heißes Wasser`;
}

export const cup: HomeMessages['cup'] = {
  heading: 'Deine Tasse',
  choiceLabel: 'Tasse zum Kalibrieren',
  notCalibrated: 'Nicht kalibriert',
  inUse: (name, cold, hot = 0) => `Kalibriert mit „${name}“: ${knownPours(cold, hot)}.`,
  right: (right, all) =>
    `Von den ${all} eigenen Aufnahmen ${right === 1 ? 'wird' : 'werden'} ${right} richtig erkannt${right < all ? '; nimm in einem ruhigen Raum noch mehr auf' : ''}.`,
  /** After a pour of one kind only. */
  addOther: { hot: 'Nimm auch heißes Wasser auf.', cold: 'Nimm auch kaltes Wasser auf.' },
  empty: (name) => `Zu „${name}“ gibt es noch keine Aufnahme, deshalb wird nicht kalibriert.`,
  comparedWith: (name, pours) =>
    `Kalibriert mit „${name}“ (${pours === 1 ? '1 Aufnahme' : `${pours} Aufnahmen`})`,
  manage: 'Mit deiner Tasse kalibrieren',
  explanation:
    'Nimm auf, wie du kaltes und heißes Wasser in deine Tasse schenkst; je mehr Aufnahmen, desto besser. Neue Ergebnisse werden dann damit verglichen: dieselbe Tasse, derselbe Raum, dasselbe Mikrofon.',
  caveat: 'Das hilft, wenn deine Ergebnisse oft unsicher oder falsch sind.',
  nameLabel: 'Name der Tasse',
  namePlaceholder: 'Blaue Tasse',
  defaultName: 'Meine Tasse',
  add: 'Hinzufügen',
  noPours: 'Noch keine Aufnahme.',
  cold: {
    record: 'Kaltes Wasser aufnehmen',
    choose: 'Aufnahme mit kaltem Wasser verwenden',
    chooseNamed: (name) => `Aufnahme mit kaltem Wasser für ${name} verwenden`,
    recording: (name) => `Schenk kaltes Wasser in „${name}“`,
    pourAdded: (pour, name) => `${pour} bei „${name}“ als kalt gespeichert.`,
    usedIn: (name) => `Bei „${name}“ gilt das als kalt.`,
    soundsOther:
      'Das klingt nach heißem Wasser; es wird trotzdem verwendet. Wenn es nicht kalt war, entferne es, sonst stimmen deine Ergebnisse nicht.',
    confirm: 'Das klingt nach heißem Wasser. War es wirklich kalt?',
  },
  hot: {
    record: 'Heißes Wasser aufnehmen',
    choose: 'Aufnahme mit heißem Wasser verwenden',
    chooseNamed: (name) => `Aufnahme mit heißem Wasser für ${name} verwenden`,
    recording: (name) => `Schenk heißes Wasser in „${name}“`,
    pourAdded: (pour, name) => `${pour} bei „${name}“ als heiß gespeichert.`,
    usedIn: (name) => `Bei „${name}“ gilt das als heiß.`,
    soundsOther:
      'Das klingt nach kaltem Wasser; es wird trotzdem verwendet. Wenn es nicht heiß war, entferne es, sonst stimmen deine Ergebnisse nicht.',
    confirm: 'Das klingt nach kaltem Wasser. War es wirklich heiß?',
  },
  confirmed: 'Ja, verwenden',
  saved: 'Die Aufnahme ist bei deiner Tasse gespeichert.',
  /** After `saved`. */
  back: (name) => `Zurück zu „${name}“`,
  use: (name) => (name === undefined ? 'Damit kalibrieren' : `„${name}“ damit kalibrieren`),
  useNamed: (name) => `Mit ${name} kalibrieren`,
  isReference: (name) => `Zu „${name}“ hinzugefügt`,
  remove: 'Tasse entfernen',
  removeNamed: (name) => `Tasse entfernen: ${name}`,
  removeFrom: (name) => `Aus „${name}“ entfernen`,
  removePour: (pour, name) => `${pour} aus ${name} entfernen`,
  pourRemoved: (name) => `${name} entfernt.`,
  removed: (name) => `„${name}“ entfernt.`,
  notAPour: 'Das klingt nicht nach Einschenken; es wird trotzdem verwendet.',
  otherModel:
    'Mit einem älteren Modell aufgenommen und für das jetzige nicht lesbar, deshalb nicht verwendet. Nimm es neu auf.',
  reclassify: (count, name) =>
    `${count === 1 ? 'Das Ergebnis' : `${count} Ergebnisse`} ${name === undefined ? 'ohne Tasse' : `mit „${name}“`} neu prüfen`,
  notSaved: 'Diese Tasse ließ sich nicht speichern. Sie ist weg, sobald du die Seite schließt.',
  unsure:
    'Es könnte beides sein. Schenk noch mal ein, mit dem Handy etwa 50 cm von der Tasse entfernt.',
};

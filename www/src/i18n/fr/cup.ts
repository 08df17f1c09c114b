/** Messages about cups and their known pours. */
import type { HomeMessages } from '../messages.ts';

function recordings(count: number): string {
  return count < 2 ? `${count} enregistrement` : `${count} enregistrements`;
}

function knownPours(cold: number, hot: number): string {
  if (hot === 0) return `${recordings(cold)} d’eau froide`;
  if (cold === 0) return `${recordings(hot)} d’eau chaude`;
  return `${recordings(cold)} d’eau froide et ${hot} d’eau chaude`;
}

export const cup: HomeMessages['cup'] = {
  heading: 'Votre tasse',
  choiceLabel: 'Tasse pour l’étalonnage',
  notCalibrated: 'Sans étalonnage',
  inUse: (name, cold, hot = 0) => `Étalonné avec « ${name} » : ${knownPours(cold, hot)}.`,
  right: (right, all) =>
    `Sur ses ${all} enregistrements, ${right} ${right > 1 ? 'sont reconnus' : 'est reconnu'} correctement${right < all ? ' ; enregistrez-en d’autres dans une pièce calme' : ''}.`,
  /** After a pour of one kind only. */
  addOther: {
    hot: 'Enregistrez aussi de l’eau chaude.',
    cold: 'Enregistrez aussi de l’eau froide.',
  },
  empty: (name) => `« ${name} » n’a pas encore d’enregistrement, donc rien n’est étalonné.`,
  comparedWith: (name, pours) => `Étalonné avec « ${name} » (${recordings(pours)})`,
  manage: 'Étalonner avec votre tasse',
  explanation:
    'Enregistrez-vous en train de verser de l’eau froide et de l’eau chaude dans votre tasse ; plus il y a d’enregistrements, mieux c’est. Les résultats seront jugés par rapport à cela : même tasse, même pièce, même micro.',
  caveat: 'C’est utile quand vos résultats sont souvent incertains ou faux.',
  nameLabel: 'Nom de la tasse',
  namePlaceholder: 'Tasse bleue',
  defaultName: 'Ma tasse',
  add: 'Ajouter',
  noPours: 'Pas encore d’enregistrement.',
  cold: {
    record: 'Enregistrer de l’eau froide',
    choose: 'Utiliser un enregistrement d’eau froide',
    chooseNamed: (name) => `Utiliser un enregistrement d’eau froide pour ${name}`,
    recording: (name) => `Versez de l’eau froide dans « ${name} »`,
    pourAdded: (pour, name) => `${pour} est ajouté à « ${name} » comme eau froide.`,
    usedIn: (name) => `« ${name} » l’utilise comme eau froide.`,
    soundsOther:
      'On dirait de l’eau chaude ; ce sera utilisé quand même. Si elle n’était pas froide, retirez cet enregistrement, sinon vos résultats seront faux.',
    confirm: 'On dirait de l’eau chaude. Était-elle vraiment froide ?',
  },
  hot: {
    record: 'Enregistrer de l’eau chaude',
    choose: 'Utiliser un enregistrement d’eau chaude',
    chooseNamed: (name) => `Utiliser un enregistrement d’eau chaude pour ${name}`,
    recording: (name) => `Versez de l’eau chaude dans « ${name} »`,
    pourAdded: (pour, name) => `${pour} est ajouté à « ${name} » comme eau chaude.`,
    usedIn: (name) => `« ${name} » l’utilise comme eau chaude.`,
    soundsOther:
      'On dirait de l’eau froide ; ce sera utilisé quand même. Si elle n’était pas chaude, retirez cet enregistrement, sinon vos résultats seront faux.',
    confirm: 'On dirait de l’eau froide. Était-elle vraiment chaude ?',
  },
  confirmed: 'Oui, l’utiliser',
  saved: 'L’enregistrement est ajouté à votre tasse.',
  /** After `saved`. */
  back: (name) => `Revenir à « ${name} »`,
  use: (name) => (name === undefined ? 'Étalonner avec ceci' : `Étalonner « ${name} » avec ceci`),
  useNamed: (name) => `Étalonner avec ${name}`,
  isReference: (name) => `Ajouté à « ${name} »`,
  remove: 'Retirer la tasse',
  removeNamed: (name) => `Retirer la tasse ${name}`,
  removeFrom: (name) => `Retirer de « ${name} »`,
  removePour: (pour, name) => `Retirer ${pour} de ${name}`,
  pourRemoved: (name) => `${name} a été retiré.`,
  removed: (name) => `« ${name} » a été retirée.`,
  notAPour: 'On n’entend pas d’eau versée ; ce sera utilisé quand même.',
  otherModel:
    'Enregistré avec un modèle plus ancien et illisible pour celui-ci, donc pas utilisé. Enregistrez de nouveau.',
  reclassify: (count, name) =>
    `Réanalyser ${count === 1 ? 'le résultat' : `${count} résultats`} ${name === undefined ? 'sans tasse' : `avec « ${name} »`}`,
  notSaved: 'Cette tasse n’a pas pu être conservée. Elle disparaîtra quand vous fermerez la page.',
  unsure:
    'L’eau peut être chaude ou froide. Versez de nouveau, le téléphone à environ 50 cm de la tasse.',
};

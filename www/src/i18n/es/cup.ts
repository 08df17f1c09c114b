/** Messages about cups and their known pours. */
import type { HomeMessages } from '../messages.ts';

function recordings(count: number): string {
  return count === 1 ? '1 grabación' : `${count} grabaciones`;
}

function knownPours(cold: number, hot: number): string {
  if (hot === 0) return `${recordings(cold)} de agua fría`;
  if (cold === 0) return `${recordings(hot)} de agua caliente`;
  return `${recordings(cold)} de agua fría y ${hot} de agua caliente`;
}

export const cup: HomeMessages['cup'] = {
  heading: 'Tu taza',
  choiceLabel: 'Taza para calibrar',
  notCalibrated: 'Sin calibrar',
  inUse: (name, cold, hot = 0) => `Calibrado con «${name}»: ${knownPours(cold, hot)}.`,
  right: (right, all) =>
    `De sus ${all} grabaciones acierta en ${right}${right < all ? '; graba más en una habitación silenciosa' : ''}.`,
  /** After a pour of one kind only. */
  addOther: { hot: 'Graba también agua caliente.', cold: 'Graba también agua fría.' },
  empty: (name) => `«${name}» aún no tiene ninguna grabación, así que no se calibra nada.`,
  comparedWith: (name, pours) => `Calibrado con «${name}» (${recordings(pours)})`,
  manage: 'Calibrar con tu taza',
  explanation:
    'Graba cómo viertes agua fría y agua caliente en tu taza; cuantas más grabaciones, mejor. Los resultados se compararán con eso: la misma taza, la misma habitación, el mismo micrófono.',
  caveat: 'Ayuda cuando los resultados suelen ser dudosos o erróneos.',
  nameLabel: 'Nombre de la taza',
  namePlaceholder: 'Taza azul',
  defaultName: 'Mi taza',
  add: 'Añadir',
  noPours: 'Aún no hay grabaciones.',
  cold: {
    record: 'Grabar agua fría',
    choose: 'Usar una grabación de agua fría',
    chooseNamed: (name) => `Usar una grabación de agua fría para ${name}`,
    recording: (name) => `Vierte agua fría en «${name}»`,
    pourAdded: (pour, name) => `${pour} se ha guardado en «${name}» como agua fría.`,
    usedIn: (name) => `«${name}» usa esto como agua fría.`,
    soundsOther:
      'Suena a agua caliente; se usará de todos modos. Si no estaba fría, quítala o tus resultados serán erróneos.',
    confirm: 'Suena a agua caliente. ¿De verdad estaba fría?',
  },
  hot: {
    record: 'Grabar agua caliente',
    choose: 'Usar una grabación de agua caliente',
    chooseNamed: (name) => `Usar una grabación de agua caliente para ${name}`,
    recording: (name) => `Vierte agua caliente en «${name}»`,
    pourAdded: (pour, name) => `${pour} se ha guardado en «${name}» como agua caliente.`,
    usedIn: (name) => `«${name}» usa esto como agua caliente.`,
    soundsOther:
      'Suena a agua fría; se usará de todos modos. Si no estaba caliente, quítala o tus resultados serán erróneos.',
    confirm: 'Suena a agua fría. ¿De verdad estaba caliente?',
  },
  confirmed: 'Sí, usarla',
  saved: 'Grabación guardada en tu taza.',
  /** After `saved`. */
  back: (name) => `Volver a «${name}»`,
  use: (name) => (name === undefined ? 'Calibrar con esto' : `Calibrar «${name}» con esto`),
  useNamed: (name) => `Calibrar con ${name}`,
  isReference: (name) => `Añadida a «${name}»`,
  remove: 'Quitar taza',
  removeNamed: (name) => `Quitar taza ${name}`,
  removeFrom: (name) => `Quitar de «${name}»`,
  removePour: (pour, name) => `Quitar ${pour} de ${name}`,
  pourRemoved: (name) => `Se ha quitado ${name}.`,
  removed: (name) => `Se ha quitado «${name}».`,
  notAPour: 'No parece agua al verterse; se usará de todos modos.',
  otherModel:
    'Se grabó con un modelo anterior y el actual no puede leerla, así que no se usa. Grábala de nuevo.',
  reclassify: (count, name) =>
    `Comprobar otra vez ${count === 1 ? 'el resultado' : `${count} resultados`} ${name === undefined ? 'sin taza' : `con «${name}»`}`,
  notSaved: 'No se ha podido guardar esta taza. Se perderá cuando cierres la página.',
  unsure:
    'Podría estar caliente o fría. Vierte agua otra vez, con el teléfono a unos 50 cm de la taza.',
};

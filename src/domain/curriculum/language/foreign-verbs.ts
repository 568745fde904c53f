import { wordsOf } from '../../text/words.js'
import type { BloomLevel } from '../bloom.js'
import { levelByObject } from './act-levels.js'

/** Verbs of objectives in German, French and Spanish, in the infinitive, by level. */
const VERBS: readonly (readonly [BloomLevel, string])[] = [
  [
    'remember',
    `nennen aufzählen benennen definieren wiedergeben auflisten kennen erinnern
    citer définir énumérer nommer lister reconnaître identifier connaître rappeler
    citar definir enumerar nombrar listar reconocer identificar conocer recordar`,
  ],
  [
    'understand',
    `beschreiben erklären erläutern zusammenfassen verstehen darstellen interpretieren einordnen schildern
    décrire expliquer résumer comprendre illustrer interpréter classer présenter
    describir explicar resumir comprender entender ilustrar interpretar clasificar presentar`,
  ],
  [
    'apply',
    `anwenden berechnen durchführen benutzen verwenden nutzen einsetzen umsetzen lösen bestimmen programmieren schreiben
    implementieren konfigurieren einrichten messen umgehen kopieren verschieben löschen nachvollziehen verfolgen anlegen erzeugen
    appliquer calculer utiliser réaliser résoudre mettre employer programmer écrire configurer installer mesurer déterminer copier déplacer supprimer construire produire retracer
    aplicar calcular usar utilizar realizar resolver emplear programar escribir configurar instalar medir determinar copiar mover borrar construir producir rastrear trazar`,
  ],
  [
    'analyze',
    `analysieren vergleichen unterscheiden differenzieren untersuchen gegenüberstellen
    analyser comparer distinguer examiner différencier
    analizar comparar distinguir examinar diferenciar`,
  ],
  [
    'evaluate',
    `bewerten beurteilen begründen einschätzen prüfen auswählen
    évaluer juger justifier argumenter choisir critiquer
    evaluar juzgar justificar argumentar elegir criticar`,
  ],
  [
    'create',
    `entwickeln entwerfen gestalten konzipieren erstellen planen
    créer concevoir élaborer développer planifier rédiger
    crear diseñar elaborar desarrollar planificar redactar`,
  ],
]

const LEVELS: ReadonlyMap<string, BloomLevel> = new Map(
  VERBS.flatMap(([level, list]) => list.split(/\s+/).map((verb) => [verb, level] as const)),
)

const GERMAN =
  /(?:^|\s)(?:ein(?:e[nrms]?)?|der|die|das|den|dem|des|mit|und|von|zu[rm]?|im|in|aus|für|auf|nach|bei|eigene[nrs]?)\s/iu

/** The act in an objective in German, French or Spanish: its first known verb; `undefined` if it has none. */
export function foreignAct(text: string): { readonly verb: string; readonly bloom: BloomLevel } | undefined {
  for (const word of wordsOf(text)) {
    const bloom = levelByObject(text, word) ?? LEVELS.get(word)
    if (bloom !== undefined) return { verb: word, bloom }
  }
  // "Einen Sauerteig ansetzen": in German, the infinitive ends the objective.
  const [, last] = /^\p{Lu}.* (\p{Ll}{2,}(?:en|eln|ern))[.;]?$/u.exec(text.trim()) ?? []
  return last === undefined || !GERMAN.test(text) ? undefined : { verb: last, bloom: 'apply' }
}

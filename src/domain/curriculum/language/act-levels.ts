import type { BloomLevel } from '../bloom.js'

/** Acts whose level depends on their object, in one language. */
interface ActRule {
  /** The verbs, in the base form. */
  readonly verbs: string
  /** The object that gives the level {@link level}. */
  readonly object: RegExp
  readonly level: BloomLevel
  /** The level with any other object. */
  readonly otherwise: BloomLevel
}

/**
 * To make one concrete thing ("create a directory") is a procedure; to make a work of one's own ("create a marketing plan") is to
 * create. To tell two concepts apart is to understand them; to tell them apart in a case is to analyse it. To give examples shows
 * understanding.
 */
const RULES: readonly ActRule[] = [
  {
    verbs: 'create construct make generate compose arrange develop',
    object:
      /\b(?:plans?|designs?|models?|theor(?:y|ies)|arguments?|essays?|papers?|reports?|proposals?|stor(?:y|ies)|presentations?|strateg(?:y|ies)|campaigns?|programs?|programmes?|projects?|applications?|apps?|websites?|solutions?|hypothes[ei]s|experiments?|posters?|portfolios?|curricul(?:um|a)|games?|artworks?|compositions?|polic(?:y|ies)|prototypes?|products?|concepts?|systems?|algorithms?|schedules?|budgets?|devices?)\b/i,
    level: 'create',
    otherwise: 'apply',
  },
  {
    verbs: 'distinguish differentiate discriminate',
    object:
      /\bgiven\b|\bwhether\b|\b(?:in|from|within) (?:an?|the|their|your|new|unfamiliar|each|this|real) (?:\p{L}+ )?(?:cases?|texts?|arguments?|articles?|passages?|scenarios?|stud(?:y|ies)|data\w*|samples?|situations?|sources?|code|programs?|logs?|images?|patients?)\b/iu,
    level: 'analyze',
    otherwise: 'understand',
  },
  {
    verbs: 'define',
    object:
      /^(?:\p{L}+ )(?:and (?:call|use) )?(?:an?|your own|new|simple|multiple|several|two|one or more|the)? ?(?:\p{L}+ )?(?:functions?|class(?:es)?|methods?|constructors?|structs?|macros?|interfaces?|modules?|components?|routes?|tables?|procedures?|subroutines?|endpoints?|enums?|traits?)\b(?! (?:of|as)\b)/iu,
    level: 'apply',
    otherwise: 'remember',
  },
  {
    verbs: 'select',
    object: /\b(?:best|appropriate|suitable|right|between|among|justify)\b/i,
    level: 'evaluate',
    otherwise: 'apply',
  },
  {
    verbs: 'provide',
    object: /\bexamples?\b/i,
    level: 'understand',
    otherwise: 'apply',
  },
  {
    verbs: 'erstellen erzeugen anlegen herstellen',
    object:
      /(?:plan|pläne|konzepte?|entw(?:urf|ürfe)|modelle?|theorien?|berichte?|aufs(?:atz|ätze)|strategien?|programme?|projekte?|anwendung(?:en)?|apps?|webseiten?|lösung(?:en)?|hypothesen?|experimente?|präsentation(?:en)?|portfolios?|spiele?|prototyp(?:en)?|produkte?|systeme?|algorithm(?:us|en))\b/iu,
    level: 'create',
    otherwise: 'apply',
  },
  {
    verbs: 'unterscheiden differenzieren',
    object:
      /\bgegeben|\bob\b|\b(?:in|an) (?:einem|einer|den|neuen) (?:\p{L}+ )?(?:fall|fällen|texten?|daten\p{L}*|beispiel(?:en)?|quellen?|situation(?:en)?|programm(?:en)?)\b/iu,
    level: 'analyze',
    otherwise: 'understand',
  },
  { verbs: 'nennen geben angeben', object: /\bbeispiele?n?\b/i, level: 'understand', otherwise: 'remember' },
  {
    verbs: 'créer construire produire réaliser élaborer',
    object:
      /\b(?:plans?|modèles?|théories?|arguments?|rapports?|essais?|stratégies?|programmes?|projets?|applications?|sites?|solutions?|hypothèses?|expériences?|présentations?|portfolios?|jeux?|prototypes?|produits?|systèmes?|algorithmes?)\b/iu,
    level: 'create',
    otherwise: 'apply',
  },
  {
    verbs: 'distinguer différencier',
    object:
      /\bdonné|\bsi\b|\bdans (?:une?|des|le|la|les) (?:cas|textes?|données|exemples?|sources?|situations?|programmes?)\b/iu,
    level: 'analyze',
    otherwise: 'understand',
  },
  { verbs: 'donner citer fournir', object: /\bexemples?\b/i, level: 'understand', otherwise: 'remember' },
  {
    verbs: 'crear construir producir elaborar',
    object:
      /\b(?:planes?|plan|modelos?|teorías?|argumentos?|informes?|ensayos?|estrategias?|programas?|proyectos?|aplicaci(?:ón|ones)|sitios?|soluci(?:ón|ones)|hipótesis|experimentos?|presentaci(?:ón|ones)|portafolios?|juegos?|prototipos?|productos?|sistemas?|algoritmos?)\b/iu,
    level: 'create',
    otherwise: 'apply',
  },
  {
    verbs: 'distinguir diferenciar',
    object:
      /\bdado|\bsi\b|\ben (?:una?|los|las|el|la) (?:casos?|textos?|datos|ejemplos?|fuentes?|situaci(?:ón|ones)|programas?)\b/iu,
    level: 'analyze',
    otherwise: 'understand',
  },
  { verbs: 'dar proporcionar', object: /\bejemplos?\b/i, level: 'understand', otherwise: 'remember' },
]

const BY_VERB: ReadonlyMap<string, ActRule> = new Map(
  RULES.flatMap((rule) => rule.verbs.split(' ').map((verb) => [verb, rule] as const)),
)

/** The level of an act whose level depends on its object; `undefined` if only its verb decides. @param verb in the base form */
export function levelByObject(text: string, verb: string): BloomLevel | undefined {
  const rule = BY_VERB.get(verb)
  if (rule === undefined) return undefined
  return rule.object.test(text) ? rule.level : rule.otherwise
}

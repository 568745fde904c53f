import type { RegionRole } from './document-region.js'

/** Words for a part of a course, in the languages whose structure is read. */
const PART =
  '(?:chapter|section|lesson|unit|module|course|class|session|week|day|part|topic|workshop|tutorial|lab|lecture|seminar|text|reading|' +
  'kapitels?|abschnitts?|lektion|einheit|moduls?|kurs(?:es)?|vorlesung|sitzung|woche|seminars?|stunde|' +
  'chapitre|section|leçon|unité|séance|cours|semaine|partie|atelier|tp|td|' +
  'capítulo|sección|lección|unidad|módulo|curso|sesión|clase|semana|tema|taller|episodio|episode)'
const LEARNING =
  '(?:your|our|the|key|main|major|specific|student|learner|intended|expected|desired|target|general|overall|lesson|unit|course|chapter|section|module|' +
  'session|week|workshop|tutorial|lab|lecture|class|learning|teaching|instructional|educational|performance|program(?:me)?|training|skills?|competency|enabling|terminal)'
const OF_PART_EN = `(?: (?:of|for|in) (?:this|the|today['’]?s?|each) ${PART})?`

const OBJECTIVES: readonly string[] = [
  // English
  `(?:${LEARNING}[ -])*(?:(?:aims?|goals?|objectives?|outcomes?) (?:and|&) )?(?:objectives?|goals?|outcomes?|aims?|learning (?:targets?|intentions?))${OF_PART_EN}`,
  `what (?:you|we|students|learners|participants)(?:['’]ll| will| are going to| should| can expect to)? (?:be able to do|learn|know|be learning|cover|study|take away|gain)(?: (?:how|about|here|today)| (?:in|by|from|during|after) (?:the end of )?(?:this|the) ${PART})?`,
  `what will (?:you|i|we|students) (?:learn|know|be able to do)(?: (?:in|by|from) this ${PART})?`,
  `(?:in|after|by the end of|on completion of|upon completion of|at the end of|on completing|after completing) (?:this|the) ${PART},? (?:you|we|students|learners|participants)(?:['’]ll|['’]re going to| will| should| are going to| can)?(?: be able to| learn| cover| discuss| know| explore)?(?: how)?(?: to)?`,
  '(?:you|students|learners) (?:will|should) (?:learn|be able to|know)(?: how)?(?: to)?',
  "(?:skills|competenc(?:es|ies)|knowledge) (?:you(?:['’]ll| will) (?:gain|learn|acquire)|to be (?:gained|acquired)|covered)",
  'learning (?:aims|competenc(?:es|ies))|competenc(?:es|ies) to acquire',
  `(?:learning|lesson|chapter|course|unit|module|session) (?:objectives?|outcomes?|goals?) ?[:(–—-].*|(?:lernziele|objectifs d['’]apprentissage|objetivos de aprendizaje) ?[:(–—-].*`,
  // German
  `(?:die |unsere |deine |ihre )?(?:lern|lehr|fein|grob|richt|kurs|kapitel|unterrichts|modul|kompetenz|qualifikations|bildungs|stunden)[- ]?ziele?(?: (?:und kompetenzen|(?:der|des|dieser|dieses|für (?:diese[ns]?|das|die)) ${PART}))?`,
  `ziele?(?: (?:der|des|dieser|dieses) ${PART})?|lern(?:ergebnisse?|absichten)|(?:zu erwerbende |angestrebte )?kompetenzen|zielsetzung(?:en)?`,
  '(?:was|das) (?:du|sie|ihr|wir|studierende) (?:hier |heute |in diesem (?:kapitel|abschnitt) )?(?:lernen|lernst|lernt|erwartet|können)|(?:was|das) (?:lernen|lernst|lernt) (?:du|sie|ihr|wir)(?: hier| heute| in diese[mr] \\p{L}+)?',
  '(?:in|nach) diese[mr] \\p{L}+ (?:lernen|lernst|lernt|können|kannst) (?:sie|du|ihr|wir)',
  // French
  `(?:les |nos |vos )?objectifs?(?: (?:d['’]apprentissages?|p[ée]dagogiques?|op[ée]rationnels?|g[ée]n[ée]raux|sp[ée]cifiques?|vis[ée]s|(?:de (?:la|cette|ce|l['’])|du) ?${PART}))*`,
  `(?:acquis|r[ée]sultats) d['’]apprentissage(?: vis[ée]s)?|comp[ée]tences (?:vis[ée]es|attendues|[àa] acqu[ée]rir|travaill[ée]es|d[ée]velopp[ée]es)|buts?(?: (?:de (?:la|cette|ce)|du) ${PART})?`,
  "ce que (?:vous allez|tu vas|nous allons|l[’']on va) apprendre|ce que vous (?:apprendrez|saurez faire)|(?:vous|tu) (?:allez|vas) apprendre",
  // Spanish
  `(?:los )?objetivos?(?: (?:de aprendizaje|did[áa]cticos?|generales?|espec[íi]ficos?|(?:de (?:la|esta|este)|del) ${PART}))*`,
  '(?:resultados|metas|logros) de aprendizaje(?: esperados)?|competencias(?: (?:a desarrollar|a adquirir|espec[íi]ficas))?|logros esperados',
  '(?:lo|qu[ée]) (?:que )?(?:vas a|vamos a) aprender|(?:lo|qu[ée]) (?:que )?aprender(?:[áa]s|emos|[áa]n)',
]

const QUIZ =
  '(?:(?:chapter|section|unit|lesson|module|end[- ]of[- ]chapter|practice|pre-|post-|self-|pre-lecture|post-lecture|reading|quick|final|mid-?term) ?)*(?:review questions?|comprehension questions?|check[- ]?points?|quiz(?:zes)?|self[- ]?(?:test|check|assessment)|' +
  'knowledge checks?|concept checks?|check (?:your|for) (?:understanding|knowledge|progress)|test your (?:knowledge|understanding|self)|test yourself|multiple[- ]choice(?: questions)?|mcqs?|true (?:or|/|and) false(?: questions)?|' +
  'short[- ]answer(?: questions)?|questionnaire|revision questions?|study questions?|questions? for review|fill in the blanks?)'
const TAIL = '(?: ?[:.\\d(–—-].*)?'

/** Each pattern must match a whole heading in small letters, without numbers and marks around it. */
const PATTERNS: readonly (readonly [string, RegionRole])[] = [
  [OBJECTIVES.join('|'), 'objectives'],
  [
    'prerequisites?|before you (?:begin|start)|what you (?:need|should know)(?: first)?|prior knowledge|(?:vor(?:aus|kennt)[\\p{L}]*|vorwissen)|pr[ée](?:-?requis)|connaissances pr[ée]alables|pre(?:rr|-?r)equisitos?|requisitos previos|conocimientos previos',
    'prerequisites',
  ],
  [
    `${QUIZ}${TAIL}|(?:kontroll|wiederholungs|verst[äa]ndnis|test|pr[üu]fungs)fragen?|selbst(?:test|kontrolle|[üu]berpr[üu]fung)|wissens(?:check|test)|lernkontrolle|questions (?:de (?:r[ée]vision|cours|compr[ée]hension|contr[ôo]le))|auto-?[ée]valuation|qcm|testez vos connaissances|preguntas (?:de (?:repaso|revisi[óo]n|comprensi[óo]n|autoevaluaci[óo]n))|autoevaluaci[óo]n|cuestionario`,
    'quiz',
  ],
  [
    '(?:guiding |key |essential |driving |discussion )?questions?(?: to think about)?|leitfragen?|questions directrices|preguntas(?: gu[íi]a)?',
    'questions',
  ],
  [
    "key (?:points?|takeaways?|ideas|facts|messages|concepts)|takeaways?|(?:points )?to remember|tl;?dr|das wichtigste(?: in k[üu]rze)?|kernpunkte|kernaussagen|merke|(?:les )?points[- ]cl[ée]s|[àa] retenir|(?:ce qu['’]il faut retenir)|puntos clave|ideas clave|para recordar|lo m[áa]s importante",
    'key-points',
  ],
  [
    "(?:chapter |lesson |unit |section |module )?(?:summary|recap|review|in (?:short|brief))|conclusions?|wrap[- ]?up|summing up|what (?:you(?:['’]ve| have)?|we(?:['’]ve| have)?) learned(?: (?:in|so far).*)?|zusammenfassung|fazit|r[üu]ckblick|r[ée]sum[ée]|en r[ée]sum[ée]|synth[èe]se|bilan|resumen|en resumen|conclusi[óo]n(?:es)?",
    'summary',
  ],
  [
    `(?:(?:practice|review|programming|homework|additional|further|lab|group|chapter|coding|hands-on|extra|optional|end-of-chapter) )*(?:exercises?|challenges?|activity|activities|tasks?|practice|problems?|problem sets?|assignments?|homework|try it(?: yourself| out)?|your turn|check yourself)${TAIL}|(?:hands-on )labs?|[üu]bung(?:en|saufgaben?)?${TAIL}|aufgaben?${TAIL}|(?:exercices?|activit[ée]s?|d[ée]fis?|travaux (?:pratiques|dirig[ée]s))${TAIL}|(?:ejercicios?|actividad(?:es)?|desaf[íi]os?|retos?|pr[áa]cticas?|tareas?)${TAIL}`,
    'exercise',
  ],
  [
    `(?:(?:sample|model|suggested|selected|worked|exercise|quiz) )*(?:solutions?|answers?)(?: keys?)?(?: (?:to|for) .*)?${TAIL}|(?:answer|marking) (?:keys?|scheme)${TAIL}|(?:muster)?l[öo]sung(?:en|svorschl[äa]ge|sschl[üu]ssel)?${TAIL}|antworten${TAIL}|(?:corrig[ée]s?|corrections?|r[ée]ponses?)(?: (?:des|du|de|aux) .*)?${TAIL}|(?:soluci[óo]n(?:es)?|respuestas?|solucionario)(?: (?:de|a) .*)?${TAIL}`,
    'solution',
  ],
  [`hints?${TAIL}|hinweise?|tipps?|pistas?${TAIL}`, 'hint'],
  [
    `case(?: stud(?:y|ies)| example)?${TAIL}|fall(?:beispiel|studie)e?${TAIL}|[ée]tudes? de cas${TAIL}|casos? (?:pr[áa]cticos?|de estudio)${TAIL}|estudios? de casos?${TAIL}`,
    'case',
  ],
  [`(?:worked |solved )?examples?${TAIL}|beispiele?${TAIL}|exemples?${TAIL}|ejemplos?${TAIL}`, 'example'],
  [
    'glossary(?: of terms)?|key (?:terms|words)|vocabulary|terms and definitions|definitions|terminology|glossar|(?:wichtige |grund)?begriffe|glossaire|lexique|vocabulaire|mots[- ]cl[ée]s|glosario|t[ée]rminos(?: clave)?|vocabulario|conceptos clave',
    'glossary',
  ],
  [
    'references?|bibliography|further (?:reading|resources)|suggested (?:reading|resources)|additional (?:reading|resources)|recommended reading|sources|see also|works cited|external links|literatur(?:verzeichnis|hinweise|angaben)?|quellen(?:verzeichnis)?|weiterf[üu]hrende literatur|bibliographie|r[ée]f[ée]rences|pour aller plus loin|bibliograf[íi]a|referencias(?: bibliogr[áa]ficas)?|lecturas recomendadas',
    'references',
  ],
]

const HEADINGS = PATTERNS.map(
  ([pattern, role]) => [new RegExp(`^(?:${pattern})$`.replaceAll('\\p{L}', '[a-zà-ÿ]')), role] as const,
)
/** Numbers, symbols and the part of the course before the name: "1.2", "🎯", "Chapter 3:", "§". */
const LEAD =
  /^(?:[^\p{L}\p{N}]+|\d+(?:\.\d+)*[.)]?(?:\s|$)|(?:chapter|unit|lesson|week|module|kapitel|chapitre|cap[íi]tulo) \d+\s*[:.–—-]?\s+(?=\p{L}))+/u
const MAX_LENGTH = 120

/** The role of a section by its heading, if the heading contains nothing else. */
export function roleOfHeading(heading: string): RegionRole | undefined {
  if (heading.length > MAX_LENGTH + 20) return undefined
  const bare = heading
    .toLowerCase()
    .replace(LEAD, '')
    .replace(/[^\p{L}\p{N})]+$/u, '')
  return bare.length > MAX_LENGTH ? undefined : HEADINGS.find(([pattern]) => pattern.test(bare))?.[1]
}

import { isGenericTitle } from './assembly/document-title.js'
import { roleOfHeading } from './heading-roles.js'
import type { DocumentPurpose, KnowledgeDocument } from './knowledge-document.js'

type Kind = DocumentPurpose['kind']

const NAMES: { readonly [kind in Kind]: string } = {
  contents: 'a table of contents',
  syllabus: 'a syllabus',
  schedule: 'a schedule',
  grading: 'rules of grading',
  rubric: 'a rubric',
  exam: 'an exam',
  solutions: 'answers without their text',
  references: 'a list of references',
  licence: 'a licence',
  readme: 'a description of the repository',
  contributing: 'rules for contributors',
  'instructor-notes': 'notes for teachers',
  setup: 'preparation before the course',
  resources: 'a list of further resources',
  discussion: 'a discussion after the course',
  welcome: 'a welcome page',
  duplicate: 'the same text as another document',
}

/** Whole file names, without extension, numbers and separators at the start. */
const BY_NAME: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:licen[cs]e|lizenz|licencia|copying|copyright|notice)(?:[-_. ](?:mit|code|content|cc.*|apache.*|text|docs?))?$/,
    'licence',
  ],
  [
    /^(?:contributing|contributors?|code[-_ ]of[-_ ]conduct|conduct|changelog|change[-_ ]?log|changes|history|news|release[-_ ]?notes|security|support|authors|credits|acknowledge?ments|codeowners|citation|pull[-_ ]request[-_ ]template|issue[-_ ]template|governance|maintainers|style[-_ ]?guide|for[-_ ]contributors|translations?|translating)$/,
    'contributing',
  ],
  [/^(?:summary|toc|table[-_ ]of[-_ ]contents|_?sidebar|_?navbar|inhaltsverzeichnis|sommaire|[íi]ndice)$/, 'contents'],
  [
    /^(?:.*[-_ ])?(?:syllabus|course[-_ ](?:information|outline|description|policies)|plan[-_ ]de[-_ ]cours|programa[-_ ]del[-_ ]curso|kursbeschreibung|modulbeschreibung)(?:[-_ ].*)?$/,
    'syllabus',
  ],
  [
    /^(?:.*[-_ ])?(?:schedule|calendar|timetable|zeitplan|semesterplan|calendrier|calendario|cronograma)(?:[-_ ]\d+)?$/,
    'schedule',
  ],
  [
    /^(?:.*[-_ ])?(?:grading|grades|assessment[-_ ]policy|grading[-_ ](?:policy|scheme)|notengebung|bar[èe]me|calificaci[óo]n|evaluation[-_ ]criteria)$/,
    'grading',
  ],
  [/^(?:.*[-_ ])?(?:rubrics?|bewertungsraster|grille[-_ ]d['’]?[ée]valuation|r[úu]brica)(?:[-_ ].*)?$/, 'rubric'],
  [
    /^(?:.*[-_ ])?(?:final[-_ ]?exam|mid-?term(?:[-_ ]exam)?|exam(?:en|s)?|klausur|pr[üu]fung|partiel|examen[-_ ]final|parcial)(?:[-_ ]?\d+)?$/,
    'exam',
  ],
  [
    /^(?:references|bibliography|literatur(?:verzeichnis)?|bibliographie|bibliograf[íi]a|works[-_ ]cited|further[-_ ]reading)$/,
    'references',
  ],
  [
    /^(?:instructors?|teachers?|lehrer|enseignants?)[-_ ](?:notes?|guide|manual|handbook)$|^(?:lehrerhandreichung|guide[-_ ]de[-_ ]l['’]?enseignant|for[-_ ]teachers)$/,
    'instructor-notes',
  ],
]

/** Titles, in small letters. */
const BY_TITLE: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:the )?(?:mit |apache |gnu .*|bsd .*|creative commons .*)?licen[cs]e(?:s|nses)?(?: agreement)?$|^(?:lizenz|licence|licencia)$/,
    'licence',
  ],
  [
    /^(?:contributing(?: to .*| guide(?:lines)?)?|how to contribute|code of conduct|contributor covenant.*|changelog|release notes)$/,
    'contributing',
  ],
  [
    /^(?:.{0,60}[:–—-] ?)?(?:course )?syllabus(?: [:–—-].*| (?:for|of) .*|,.*)?$|^(?:plan de cours|programa del curso|modulbeschreibung)\b.*$/,
    'syllabus',
  ],
  [
    /^(?:course |class |weekly |lecture )?(?:schedule|calendar|timetable)$|^(?:zeitplan|semesterplan|calendrier|calendario|cronograma)$/,
    'schedule',
  ],
  [
    /^(?:grading|assessment)(?: (?:policy|policies|scheme|criteria|and assessment))?$|^(?:notengebung|bewertung(?:skriterien)?|bar[èe]me|criterios de (?:evaluaci[óo]n|calificaci[óo]n))$/,
    'grading',
  ],
  [/^(?:.{0,60} )?(?:rubric|bewertungsraster|grille d['’]évaluation|r[úu]brica)s?$/, 'rubric'],
  [
    /^(?:.{0,60} )?(?:final |mid-?term )(?:exam(?:ination)?|test)(?: .{0,30})?$|^(?:klausur|examen final|examen partiel)\b.{0,40}$/,
    'exam',
  ],
]

/** Titles of pages around a course, in small letters. A page with a subject of its own names it: "Installing a relay". */
const AROUND_THE_COURSE: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:(?:software|computer|technical|workshop|lab) )?(?:set[- ]?up|installation)(?: (?:instructions|guide|and installation))?$|^(?:setting up|preparing) (?:your|the) (?:computer|laptop|machine|environment)$|^install(?:ing)? (?:the )?software$|^(?:einrichtung|vorbereitung|installations(?:anleitung|hinweise)|installation und einrichtung)$|^(?:mise en place|préparation|préparatifs)$|^(?:instalación|configuración|preparación|preparativos)(?: (?:inicial|previa))?$/,
    'setup',
  ],
  [
    /^(?:additional|further|more|other|external|useful|extra) (?:resources|links|materials?)$|^(?:weitere|weiterführende|nützliche) (?:ressourcen|links|materialien)$|^(?:autres ressources|ressources (?:complémentaires|supplémentaires|utiles)|liens utiles)$|^(?:(?:más|otros) recursos|recursos (?:adicionales|útiles)|enlaces útiles)$/,
    'resources',
  ],
]
const DISCUSSION = /^(?:discussion|general discussion|diskussion|abschlussdiskussion|discusión)$/
/** A folder for pages around the lessons. */
const AROUND_FOLDER = /(?:^|\/)(?:learners?|students?|extras?|_extras?|lernende|apprenants?|estudiantes?)\//i
/** Describes how the figures of a course are made. */
const FIGURES = /(?:^|\/)(?:figs?|figures?|images?|img|assets?|media|static)\/(?:.*\/)?readme\.[a-z]+$/i
/** A page with more words says something of its own. */
const MAX_WELCOME_WORDS = 250

const LICENCE_WORDS =
  /\bpermission is hereby granted, free of charge|\bwithout warranty of any kind|\bcreative commons attribution\b.{0,200}\b(?:licen[cs]e|legal code)|\bgnu (?:general|lesser) public licen[cs]e|\byou are free to:? share\b|\blicensed under the apache licen[cs]e/is
const EXAM_WORDS =
  /\b(?:time allowed|total (?:marks|points)|max(?:imum)? (?:marks|points)|closed[- ]book|bearbeitungszeit|hilfsmittel|matrikelnummer|durée de l['’]épreuve|student (?:id|number)\s*:|candidate number)\b/giu
const REPOSITORY_WORDS =
  /\b(?:git clone|npm install|pip install|bundle exec|docker (?:build|run)|pull requests?|shields\.io|zenodo|maintainers?|this repository|issue tracker|fork (?:this|the)|contribut(?:e|ors|ing)|repositorio|dieses repository|ce d[ée]p[ôo]t)\b/giu
const SYLLABUS_SECTIONS =
  /^(?:(?:course |class )?(?:description|schedule|calendar|policies|requirements|materials|information|staff|objectives|format)|instructors?|(?:office|contact) hours|contact(?: information)?|textbooks?|required (?:texts?|materials)|prerequisites|grading(?: policy| scheme)?|attendance(?: policy)?|academic (?:integrity|honesty)|late (?:work|policy|submissions)|accommodations|dozent(?:en)?|sprechstunde|pr[üu]fungsleistung|leistungsnachweis|literatur|enseignants?|[ée]valuation|modalit[ée]s d['’][ée]valuation|profesor(?:es)?|evaluaci[óo]n|horario)\b/i
const AMBIGUOUS = /^(?:history|changes|news|support|security|credits|translations?|citation|style[-_ ]?guide)$/
/** A table of contents says little beside its links. */
const MAX_WORDS_PER_LINK = 14
const MIN_LINKS = 6

/** What a document is for, if it does not teach; `undefined` for teaching material. */
export function purposeOf(document: KnowledgeDocument): DocumentPurpose | undefined {
  const name = document.source
    .toLowerCase()
    .replace(/\.[a-z]\w{0,7}$/, '')
    .replace(/^[\d.]+[-_. ]+(?=\p{L})/u, '')
  const named = BY_NAME.find(([pattern]) => pattern.test(name))?.[1]
  // "history.md" of a history course teaches; a licence in a course on software is at its top.
  const isSure =
    named === 'contributing'
      ? !AMBIGUOUS.test(name) || (isAboutRepository(document) && !hasObjectives(document))
      : !isLesson(document)
  if (named !== undefined && isSure) return because(named, `its name is ${JSON.stringify(document.source)}`)
  const title = document.title
    .toLowerCase()
    .replace(/^[\d.\s]+/, '')
    .trim()
  if (isClosingDiscussion(document, title))
    return because('discussion', `its title is ${JSON.stringify(document.title)}`)
  if (isLesson(document)) return undefined
  if (FIGURES.test(document.id)) return because('readme', `its name is ${JSON.stringify(document.source)}`)
  const titled = BY_TITLE.find(([pattern]) => pattern.test(title))?.[1]
  if (titled !== undefined) return because(titled, `its title is ${JSON.stringify(document.title)}`)
  if (document.words < 3000 && LICENCE_WORDS.test(document.text) && document.text.search(LICENCE_WORDS) < 1500)
    return because('licence', 'it grants rights')
  if (isTable(document)) return because('contents', 'it consists of links')
  if (/^(?:readme|index|home)$/.test(name) && isAboutRepository(document))
    return because('readme', 'it is about the repository')
  if (countOf(document, (heading) => SYLLABUS_SECTIONS.test(heading)) >= 4)
    return because('syllabus', 'its sections say so')
  const ofExams = document.text.match(EXAM_WORDS)?.map((word) => word.toLowerCase()) ?? []
  if (new Set(ofExams).size >= 2) return because('exam', 'it names time, points or candidates')
  const around = aroundTheCourse(document, name, title)
  if (around !== undefined) return because(around, `its title is ${JSON.stringify(document.title)}`)
  const listed = shareOf(document, 'references')
  if (listed > 0.7) return because('references', 'most of it is a list of sources')
  return shareOf(document, 'solution') > 0.8 ? because('solutions', 'most of it is answers') : undefined
}

/** A page that only sets up, lists links, discusses after the course or welcomes. A number in its name makes it a lesson. */
function aroundTheCourse(document: KnowledgeDocument, name: string, title: string): Kind | undefined {
  const found = AROUND_THE_COURSE.find(([pattern]) => pattern.test(title))?.[1]
  if (found !== undefined) return found
  if (roleOfHeading(title) === 'prerequisites') return 'setup'
  const asks = document.regions.some(({ role }) => role === 'questions' || role === 'quiz')
  if (DISCUSSION.test(title) && !/^\d/.test(document.source) && !asks) return 'discussion'
  const isFirstPage = /^(?:readme|_?index|home|welcome)$/.test(name)
  return isFirstPage && isGenericTitle(document.title) && document.words <= MAX_WELCOME_WORDS ? 'welcome' : undefined
}

/** A page of discussions around the lessons, also with tasks, unless it states what it teaches. */
function isClosingDiscussion({ id, source, regions }: KnowledgeDocument, title: string): boolean {
  const states = regions.some(({ role }) => role === 'objectives' || role === 'key-points')
  return DISCUSSION.test(title) && AROUND_FOLDER.test(id) && !/^\d/.test(source) && !states
}

/** A text with objectives or tasks teaches, also about licences and schedules. */
function isLesson({ regions, words }: KnowledgeDocument): boolean {
  return (
    words > 150 && regions.some(({ role }) => role === 'objectives' || role === 'exercise' || role === 'key-points')
  )
}

function hasObjectives({ regions }: KnowledgeDocument): boolean {
  return regions.some(({ role }) => role === 'objectives')
}

function because(kind: Kind, why: string): DocumentPurpose {
  return { kind, reason: `${NAMES[kind]}: ${why}` }
}

function isAboutRepository({ text, words, marks }: KnowledgeDocument): boolean {
  const found = text.match(REPOSITORY_WORDS)?.length ?? 0
  if (found > 0 && words < 300 && marks.filter(({ kind }) => kind === 'link').length >= 3) return true
  return found >= 2 && found * 150 > words
}

/** Whether a document is little more than links to others. */
function isTable({ marks, words, sentences }: KnowledgeDocument): boolean {
  const links = marks.filter(({ kind }) => kind === 'link')
  if (links.length < MIN_LINKS) return false
  const linked = links.reduce((sum, { text }) => sum + text.split(' ').length, 0)
  const prose = sentences.filter(({ text }) => /[.!?]$/.test(text) && text.split(' ').length > 6)
  return words <= links.length * MAX_WORDS_PER_LINK && linked * 2.5 > words && prose.length * 3 < links.length
}

function countOf({ sections }: KnowledgeDocument, test: (heading: string) => boolean): number {
  return sections.filter(({ heading }) => heading !== undefined && test(heading.text.replace(/^[\d.\s]+/, ''))).length
}

/** The share of the text in regions with this role. */
function shareOf({ regions, text, blocks }: KnowledgeDocument, role: 'references' | 'solution'): number {
  const inside = blocks.filter(({ region }) => regions[region ?? -1]?.role === role)
  return inside.reduce((sum, { start, end }) => sum + end - start, 0) / Math.max(1, text.length)
}

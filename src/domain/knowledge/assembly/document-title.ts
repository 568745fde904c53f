import { oneLine } from '../../text/plain-text.js'
import type { RegionRole } from '../document-region.js'
import { roleOfHeading } from '../heading-roles.js'
import type { DocumentSection } from '../knowledge-document.js'

/** Titles of a part, without a subject, in the languages whose structure is read. */
const GENERIC_NAMES =
  '(?:an? |the |general |course |lesson |chapter |short |brief )?(?:introduction|intro|overview|outline|contents?|table of contents|toc|preface|' +
  'foreword|abstract|summary|conclusions?|background|getting started|welcome|home|index|main|start|untitled|document|' +
  'readme|read me|title page|cover|notes?|about|agenda|prologue|appendix|objectives?|' +
  'learning objectives|prerequisites|before you (?:begin|start)|key points|' +
  'einleitung|einführung|überblick|übersicht|inhalt|inhaltsverzeichnis|vorwort|zusammenfassung|grundlagen|lernziele|willkommen|' +
  'sommaire|avant-propos|résumé|aperçu|présentation|objectifs|table des matières|' +
  'introducción|índice|prólogo|prefacio|resumen|presentación|objetivos|contenidos?)'
const PARTS =
  '(?:chapter|lesson|unit|module|part|section|week|day|lecture|session|topic|episode|slide|page|appendix|step|kapitel|lektion|einheit|teil|abschnitt|woche|chapitre|leçon|unité|partie|semaine|capítulo|lección|unidad|semana)'
const NUMBER = '(?:\\d+(?:\\.\\d+)*|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten)'
const GENERIC = new RegExp(
  `^(?:${GENERIC_NAMES}(?: ${NUMBER})?|${PARTS} ?${NUMBER}|\\d+(?:\\.\\d+)*)(?: ?[:.–—-] ?(?:${GENERIC_NAMES}(?: ${NUMBER})?))?$`,
  'iu',
)
const LABEL = /^\[?!?\[?(?:note|warning|tip|important|caution|danger|attention|info|hint|example)\]?\]?[:!]?$/i
const MAX_TITLE_WORDS = 20
/** Headings of such parts ("Exercise 1") name no subject. */
const NO_SUBJECT: ReadonlySet<RegionRole> = new Set([
  'objectives',
  'prerequisites',
  'quiz',
  'key-points',
  'exercise',
  'solution',
])

/**
 * Whether a title names no subject: "Introduction", "Chapter 3", "[WARNING]", a number. Such a title is the same in many
 * documents.
 */
export function isGenericTitle(title: string): boolean {
  const bare = oneLine(title)
    .replace(/^\d+(?:\.\d+)*[.)]?\s+/, '')
    .replace(/[\s:.…]+$/, '')
  return bare === '' || GENERIC.test(bare) || LABEL.test(bare) || NO_SUBJECT.has(roleOfHeading(bare) ?? 'note')
}

/**
 * The title of a document: as stated, else its first heading, else its file name. A title without a subject
 * ("Introduction") counts only if the file name has none either.
 *
 * @param source the file name, without folders
 */
export function titleOf(
  stated: string | undefined,
  sections: readonly DocumentSection[],
  source: string,
  author: string | undefined,
): string {
  const heading = firstHeading(sections)
  const candidates = [stated, heading].filter((title) => title !== undefined)
  const own = candidates.find((title) => !isGenericTitle(title) && isTitle(title, author))
  if (own !== undefined) return own
  const name = fileTitle(source)
  return isGenericTitle(name) || !/\p{L}{2}/u.test(name) ? (candidates[0] ?? name) : name
}

/** Running text is no title, and neither is the name of the author. */
function isTitle(heading: string, author: string | undefined): boolean {
  const words = heading.split(' ').length
  if (words > MAX_TITLE_WORDS || (words > 12 && /[.;]$/.test(heading))) return false
  return heading.toLowerCase() !== author?.toLowerCase()
}

/** The first heading of level 1, else the first of any; headings of exercises only if there is no other. */
function firstHeading(sections: readonly DocumentSection[]): string | undefined {
  const named = sections.filter(({ heading }) => heading !== undefined)
  const outer = named.filter(({ region }) => region === undefined)
  return (outer.find(({ level }) => level === 1) ?? outer[0] ?? named[0])?.heading?.text
}

/** The name of a file as a title: without its extension and its number, words apart. */
function fileTitle(source: string): string {
  const bare = source.replace(/\.[a-z]\w{0,7}$/i, '')
  const words = oneLine(
    bare
      .replace(
        /^(?:(?:ch(?:ap(?:ter)?)?|lec(?:ture)?|lesson|week|wk|part|unit|module|session|day|kap(?:itel)?|tp|td|s[ée]ance|tema|clase)?[-_ ]?\d+[a-z]?(?:\.\d+)*[-_. ]+)+(?=\p{L})/iu,
        '',
      )
      .replace(/(?<=[\p{L}\p{N}])[-_]+(?=[\p{L}\p{N}])/gu, ' ')
      .replace(/_+/g, ' '),
  )
  return words === '' ? source : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

import { countWords } from '../../../domain/curriculum/index.js'
import { upperFirst, withoutEnd } from '../language/phrases.js'
import { type DocumentPart, namesInParts } from './document-part.js'
import { joinTitles } from './join-titles.js'

const MOST_WORDS = 10

/** "Lab 1:", "Day 2 -": what a number counts, where a mark behind it says that the title follows. */
const LABEL =
  /^(?:activity|class|day|exercise|lab(?:oratory)?|lecture|meeting|practical|project|session|task|topic|tutorial|workshop) \d+(?:[.-]\d+)*\s*[.):–—-]+\s+(?=\S)/i

/** A heading as a title: without number, question mark and the label before a colon. */
export function plainTitle(heading: string): string {
  const bare = lowered(withoutPictures(heading))
    .replace(
      /^(?:(?:chapter|unit|lesson|part|section|module|episode|appendix|week|step) )?\d+(?:[.-]\d+)*[.):\s–—-]+/i,
      '',
    )
    .replace(LABEL, '')
    .replace(/^[A-Za-z]{3,20}: (?=.{4})/, '')
    .replace(/[`*_#]/g, '')
  const asked =
    /^what (?:is|are) (?:an? |the )?(.+?)\?*$/i.exec(bare)?.[1] ??
    /^how (?:do|can|should|does|would) (?:i|we|you|one) (.+?)\?*$/i.exec(bare)?.[1]
  const title = withoutEnd(asked ?? bare.replace(/\?+$/, ''))
  return upperFirst(shortened(title || withoutEnd(heading) || 'Untitled'))
}

/** The title of a unit of several parts: what they are about, as many as ten words can name. */
export function unitTitle(parts: readonly DocumentPart[], folder: string): string {
  const named = folderTitle(folder)
  if (named !== undefined) return named
  const titles = [...new Set(parts.map(({ title }) => plainTitle(title)))]
  const names = namesInParts(parts)
  return joined(titles, names) ?? joined(titles.map(withoutDetail), names) ?? titles[0] ?? 'Untitled'
}

function joined(titles: readonly string[], names: ReadonlySet<string>): string | undefined {
  for (let count = Math.min(3, titles.length); count > 1; count--) {
    const candidate = joinTitles(titles.slice(0, count), names)
    if (
      countWords(candidate) <= MOST_WORDS &&
      !titles.slice(0, count).some((title) => / and |,/.test(title) && count > 2)
    ) {
      return candidate
    }
  }
  return undefined
}

/** "Backups: what, when and where to" as "Backups". */
function withoutDetail(title: string): string {
  return /^(.{4,}?)(?:[:(]| [–—-] )/u.exec(title)?.[1]?.trim() ?? title
}

/** On one line, without emoji: a title is read aloud, too. */
function withoutPictures(heading: string): string {
  return heading
    .replace(/(?![©®™])\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D)*/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[:,;.!?])/g, '')
    .trim()
}

/** "02-data_types" as "Data types"; nothing for a folder whose name says nothing. */
function folderTitle(folder: string): string | undefined {
  const name = folder.slice(folder.lastIndexOf('/') + 1).replace(/^(?:\p{L}{1,8}[-_ ]?)?\d+[-_. ]*/u, '')
  const words = name.replace(/[-_]+/g, ' ').trim()
  return /\p{L}{3}/u.test(words) &&
    !/^(?:docs?|files?|content|src|lessons?|episodes?|chapters?|units?|notes?)$/i.test(words)
    ? upperFirst(shortened(words))
    : undefined
}

/** A heading of several words in capitals as plain text has it, in small letters; an acronym alone stays. */
function lowered(heading: string): string {
  const isLoud = heading.includes(' ') && /\p{Lu}{4}/u.test(heading) && !/\p{Ll}/u.test(heading)
  return isLoud ? upperFirst(heading.toLowerCase()) : heading
}

function shortened(title: string): string {
  const words = title.split(' ')
  if (words.length <= MOST_WORDS) return title
  const cut = words.slice(0, MOST_WORDS)
  while (
    cut.length > 1 &&
    /^(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|with|is|are|you|your)$/i.test(cut.at(-1) ?? '')
  ) {
    cut.pop()
  }
  return withoutEnd(cut.join(' '))
}

import { countWords } from '../../text/words.js'
import { readingMinutes, taskMinutes } from '../hours/workload.js'
import type { Group } from './arrangement.js'
import { type DocumentPart, withinPart } from './document-part.js'
import type { PartComparison } from './part-comparison.js'

/** A course with fewer lessons may be one unit. */
const MIN_LESSONS = 3
/** A unit with a greater share of the text is the whole course. */
const MAX_SHARE = 0.7
/** The least hours of a unit that is one lesson, of one that is several, and of any. */
const MIN_HOURS = { lesson: 0.5, several: 1.5, any: 0.25 } as const
/** With more lessons, neighbours are joined. */
const MAX_UNITS = 12

/**
 * Groups that can be taught as units: the lessons of one that holds most of the course become units, and one of a few minutes joins
 * its neighbour. Hours are estimated by words
 * and exercises.
 */
export function balanceGroups(
  groups: readonly Group[],
  totalHours: number,
  comparison: PartComparison,
): readonly Group[] {
  const work = groups.reduce((sum, { parts }) => sum + workOn(parts), 0) || 1
  const hoursOf = ({ parts }: Pick<Group, 'parts'>) => (totalHours * workOn(parts)) / work
  const lessons = groups.reduce((sum, { parts }) => sum + lessonsIn(parts).length, 0)
  const taught = withoutMinutes(groups, hoursOf)
  if (lessons < MIN_LESSONS) return taught
  return taught.flatMap((group) =>
    hoursOf(group) > MAX_SHARE * totalHours ? divide(group, hoursOf(group), comparison) : [group],
  )
}

/** Minutes of reading and exercises. */
function workOn(parts: readonly DocumentPart[]): number {
  return parts.reduce((sum, part) => {
    const { exercises } = part.analysis
    const tasks = withinPart(part, exercises).map(({ pieces }) =>
      taskMinutes(pieces.reduce((words, { span }) => words + countWords(span.text), 0)),
    )
    return sum + readingMinutes(part.words, 'introductory') + tasks.reduce((minutes, task) => minutes + task, 0)
  }, 0)
}

/** Joins a group of a few minutes with the next one if it is the first, else with the one before. */
function withoutMinutes(groups: readonly Group[], hoursOf: (group: Group) => number): readonly Group[] {
  const kept: Group[] = []
  let waiting: readonly DocumentPart[] = []
  for (const group of groups) {
    const last = kept.at(-1)
    const isShort = hoursOf(group) < MIN_HOURS.any
    if (isShort && last !== undefined) kept[kept.length - 1] = { ...last, parts: [...last.parts, ...group.parts] }
    else if (isShort) waiting = [...waiting, ...group.parts]
    else {
      kept.push({ ...group, parts: [...waiting, ...group.parts] })
      waiting = []
    }
  }
  return kept.length === 0 ? groups : kept
}

/** Each lesson of a group as a unit if it is long enough, else its neighbours that are alike. */
function divide(group: Group, hours: number, comparison: PartComparison): readonly Group[] {
  const { parts, placement } = group
  const lessons = lessonsIn(parts)
  if (lessons.length < 2) return [group]
  const each = { ...placement, reason: `${placement.reason}; a unit for each lesson` }
  const whole = lessons.map((own): Group => {
    const page = own.length > 1 ? own.find(isMainPage) : undefined
    return { parts: own, placement: each, ...(page === undefined ? {} : { title: page.title }) }
  })
  if (lessons.length <= Math.min(MAX_UNITS, hours / MIN_HOURS.lesson)) return withoutMinutes(whole, hoursIn)
  const cut = comparison.cut(parts, Math.max(1, Math.floor(hours / MIN_HOURS.several)))
  if (cut.length < 2) return [group]
  return cut.map((own) => {
    const shared = comparison.shared(own, parts)
    const why = shared === '' ? 'grouped with its neighbours' : `grouped because it shares ${shared}`
    return { parts: own, placement: { ...placement, reason: `${placement.reason}; ${why}` } }
  })

  function hoursIn({ parts: own }: Group): number {
    return (hours * workOn(own)) / (workOn(parts) || 1)
  }
}

/** The page of a folder that the others belong to. */
const MAIN_PAGE = /(?:^|\/)(?:readme|_?index|lesson|overview)\.[a-z]+$/i

function isMainPage({ analysis }: DocumentPart): boolean {
  return MAIN_PAGE.test(analysis.document.id)
}

/** The parts that are one lesson: those of a folder with a main page, a whole document, else each part. */
function lessonsIn(parts: readonly DocumentPart[]): readonly (readonly DocumentPart[])[] {
  const folderOf = ({ analysis }: DocumentPart) => analysis.document.id.replace(/[^/]*$/, '')
  const folders = new Set(parts.map(folderOf))
  const withPage = new Set(folders.size < 2 ? [] : parts.filter(isMainPage).map(folderOf))
  const lessons: DocumentPart[][] = []
  for (const part of parts) {
    const last = lessons.at(-1)
    const folder = folderOf(part)
    const isSame = last?.[0] !== undefined && folderOf(last[0]) === folder && withPage.has(folder)
    if (isSame) last.push(part)
    else lessons.push([part])
  }
  return lessons
}

import type { Lesson } from '../unit.js'

/** The page of a folder that the others belong to. */
const MAIN_PAGE = /(?:^|\/)(?:readme|_?index|lesson|overview)\.[a-z]+$/i

/**
 * One lesson for each folder with a main page, if the documents of a unit lie in several: its assignment and its variants are no
 * lessons of their own. Takes the lessons in order; each has one document.
 *
 * @param docIds the document of each lesson
 */
export function lessonsOfFolders(lessons: readonly Lesson[], docIds: readonly string[]): readonly Lesson[] {
  const folders = docIds.map((docId) => docId.slice(0, docId.lastIndexOf('/') + 1))
  const withPage = new Set(folders.filter((_folder, index) => MAIN_PAGE.test(docIds[index] ?? '')))
  if (new Set(folders).size < 2) return lessons
  const joined: { readonly folder: string; readonly lessons: Lesson[]; main: Lesson }[] = []
  for (const [index, lesson] of lessons.entries()) {
    const folder = folders[index] ?? ''
    const last = joined.at(-1)
    if (last === undefined || last.folder !== folder || !withPage.has(folder)) {
      joined.push({ folder, lessons: [lesson], main: lesson })
      continue
    }
    last.lessons.push(lesson)
    if (MAIN_PAGE.test(docIds[index] ?? '')) last.main = lesson
  }
  return joined.map(({ lessons: own, main }) => joinLessons(main, own))
}

/** A lesson of fewer minutes is a page to read with the next one. */
const MIN_MINUTES = 5

/** A lesson of a few minutes of reading joins the one after it; the last one, the one before. Where most are short, they stay. */
export function withoutShortLessons(lessons: readonly Lesson[]): readonly Lesson[] {
  const isShort = ({ minutes, activities }: Lesson) => minutes < MIN_MINUTES && activities.length === 0
  if (lessons.filter(isShort).length * 2 > lessons.length) return lessons
  const kept: Lesson[] = []
  let waiting: readonly Lesson[] = []
  for (const lesson of lessons) {
    if (isShort(lesson)) {
      waiting = [...waiting, lesson]
      continue
    }
    kept.push(joinLessons(lesson, [...waiting, lesson]))
    waiting = []
  }
  const last = kept.pop()
  return last === undefined ? lessons : [...kept, joinLessons(last, [last, ...waiting])]
}

/** Several lessons as one, with the name of `main`. */
function joinLessons(main: Lesson, lessons: readonly Lesson[]): Lesson {
  return lessons.length < 2
    ? main
    : {
        ...main,
        minutes: lessons.reduce((sum, { minutes }) => sum + minutes, 0),
        readings: lessons.flatMap(({ readings }) => readings),
        activities: lessons.flatMap(({ activities }) => activities),
      }
}

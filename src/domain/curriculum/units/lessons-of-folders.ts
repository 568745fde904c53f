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
  return joined.map(({ lessons: [first, ...others], main }) =>
    first === undefined || others.length === 0
      ? main
      : {
          ...main,
          minutes: [first, ...others].reduce((sum, { minutes }) => sum + minutes, 0),
          readings: [first, ...others].flatMap(({ readings }) => readings),
          activities: [first, ...others].flatMap(({ activities }) => activities),
        },
  )
}

import { describe, expect, it } from '@jest/globals'
import type { Lesson } from '../../../../../src/domain/curriculum/index.js'
import { withoutShortLessons } from '../../../../../src/domain/curriculum/units/lessons-of-folders.js'
import { authorCurriculum, documentsOf } from '../../../../support/author-curriculum.js'

const BRIEF = {
  title: 'Gardening',
  audience: 'All',
  level: 'introductory',
  totalHours: 20,
  language: 'en',
  aims: ['Keep the soil of a garden moist'],
} as const

const page = (title: string) =>
  `# ${title}\n\nThe soil of a garden keeps the water of the rain for some days in summer.`

async function lessonsOf(files: { readonly [name: string]: string }): Promise<readonly (readonly Lesson[])[]> {
  const { units } = await authorCurriculum(BRIEF, documentsOf(files))
  return units.map(({ lessons }) => lessons)
}

describe('Lessons of folders', () => {
  it('are one for each folder with a main page, with all its documents and their minutes', async () => {
    const units = await lessonsOf({
      'beds/1-soil/README.md': page('Soil'),
      'beds/1-soil/assignment.md': page('Dig a hole'),
      'beds/2-water/README.md': page('Water'),
      'beds/2-water/in-pots.md': page('Water in pots'),
      'trees/1-oaks.md': page('Oaks'),
      'trees/2-elms.md': page('Elms'),
    })
    expect(
      units.map((lessons) => lessons.map(({ title, readings }) => [title, readings.map(({ docId }) => docId)])),
    ).toEqual([
      [
        ['Soil', ['beds/1-soil/README.md', 'beds/1-soil/assignment.md']],
        ['Water', ['beds/2-water/README.md', 'beds/2-water/in-pots.md']],
      ],
      [
        ['Oaks', ['trees/1-oaks.md']],
        ['Elms', ['trees/2-elms.md']],
      ],
    ])
    for (const { minutes, readings, activities } of units.flat()) {
      const parts = [...readings, ...activities].map((part) => part.minutes)
      expect(minutes).toBe(parts.reduce((sum, each) => sum + each, 0))
    }
  })

  it('are one for each document in a folder without a main page', async () => {
    const units = await lessonsOf({
      'beds/1-soil/clay.md': page('Clay'),
      'beds/1-soil/sand.md': page('Sand'),
      'beds/2-water/cans.md': page('Cans'),
      'beds/2-water/hoses.md': page('Hoses'),
    })
    expect(units.flat().map(({ title }) => title)).toEqual(['Clay', 'Sand', 'Cans', 'Hoses'])
  })
})

describe('Lessons of a few minutes of reading', () => {
  const lesson = (title: string, minutes: number): Lesson => ({
    id: title,
    origin: 'generated',
    title,
    minutes,
    readings: [{ docId: `${title}.md`, words: 100, minutes }],
    activities: [],
  })
  const shapeOf = (lessons: readonly Lesson[]) =>
    withoutShortLessons(lessons).map(({ title, minutes, readings }) => [title, minutes, readings.length])

  it('join the next lesson, the last one the lesson before', () => {
    expect(shapeOf([lesson('Start', 3), lesson('Soil', 20), lesson('Water', 30), lesson('End', 4)])).toEqual([
      ['Soil', 23, 2],
      ['Water', 34, 2],
    ])
  })

  it('stay if they have something to do, or if most lessons are short', () => {
    const activity = {
      id: 'a',
      origin: 'generated',
      type: 'practice',
      representation: 'hands-on',
      minutes: 2,
      description: 'Dig a hole.',
      outcomeIds: [],
      citations: [],
    } as const
    const busy = { ...lesson('Start', 3), activities: [activity] }
    expect(shapeOf([busy, lesson('Soil', 20)])).toHaveLength(2)
    expect(shapeOf([lesson('One', 2), lesson('Two', 3), lesson('Three', 20)])).toHaveLength(3)
  })
})

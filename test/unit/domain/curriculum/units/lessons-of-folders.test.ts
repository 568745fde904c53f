import { describe, expect, it } from '@jest/globals'
import type { Lesson } from '../../../../../src/domain/curriculum/index.js'
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

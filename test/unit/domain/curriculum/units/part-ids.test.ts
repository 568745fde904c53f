import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Part } from '../../../../../src/domain/curriculum/index.js'
import { PartIds } from '../../../../../src/domain/curriculum/part-ids.js'
import { authorCurriculum, documentsOf } from '../../../../support/author-curriculum.js'

const TOPICS = ['humus', 'mulch', 'heap', 'lawn', 'hedge'] as const
const BRIEF = {
  title: 'Gardening',
  audience: 'All',
  level: 'introductory',
  totalHours: 20,
  language: 'en',
  aims: ['Keep the soil of a garden moist'],
} as const

const text = (topic: string) => `# The ${topic} of a garden

## Objectives

- Explain what the ${topic} is for.
- Build a ${topic} in a small garden.

The **${topic}** is a part of the garden that keeps the ${topic}-free soil moist and dark. It needs water in a dry summer.

## Exercise: your ${topic}

Draw the ${topic} of a garden that you know, and name its parts.`

const filesOf = (topics: readonly string[]) =>
  documentsOf(Object.fromEntries(topics.map((topic, index) => [`${index + 1}-${topic}.md`, text(topic)])))
    // Only the place among the others changes, not the name.
    .map((document) => ({ ...document, id: document.id.replace(/^\d+-/, '') }))

/** The ids of parts, by what they say. */
async function idsBySaying(topics: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { units, items, program } = await authorCurriculum(BRIEF, filesOf(topics))
  const said = (part: Part & { readonly text?: string }, words: string): [string, string] => [words, part.id]
  return new Map([
    ...program.outcomes.map((outcome) => said(outcome, `program ${outcome.text}`)),
    ...units.flatMap(({ outcomes, glossary, keyPoints, lessons }) => [
      ...outcomes.map((outcome) => said(outcome, `outcome ${outcome.text}`)),
      ...glossary.map((entry) => said(entry, `term ${entry.term}`)),
      ...keyPoints.map((point) => said(point, `point ${point.text}`)),
      ...lessons.map((lesson) => said(lesson, `lesson ${lesson.readings[0]?.docId}`)),
      ...lessons.flatMap(({ activities }) =>
        activities.map((activity) => said(activity, `activity ${activity.description}`)),
      ),
    ]),
    ...items.map((item) => said(item, `item ${item.stem}`)),
  ])
}

describe('The ids of parts', () => {
  it('stay when a document is inserted anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: TOPICS.length - 1 }),
        fc.integer({ min: 0, max: TOPICS.length - 1 }),
        async (left, at) => {
          const some = TOPICS.filter((_topic, index) => index !== left)
          const more = [...some.slice(0, at), TOPICS[left] ?? '', ...some.slice(at)]
          const [before, after] = [await idsBySaying(some), await idsBySaying(more)]
          for (const [saying, id] of before)
            if (after.has(saying)) expect([saying, after.get(saying)]).toEqual([saying, id])
          expect([...before.keys()].filter((saying) => !saying.startsWith('point') && !after.has(saying))).toEqual([])
        },
      ),
      { numRuns: 8 },
    )
  })

  it('are different for equal texts', () => {
    const ids = new PartIds()
    expect(new Set([ids.of('item', 'a'), ids.of('item', 'a'), ids.of('item', 'b')]).size).toBe(3)
  })
})

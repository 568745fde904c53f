import { countWords, hygieneFault, openReference } from '../../../domain/curriculum/index.js'
import { withoutEnd } from '../language/phrases.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { Exercise } from '../survey/exercises-of.js'
import type { PlannedActivity } from './lesson-plan.js'

const MOST = 3
const WORDS = 45

/** The exercises of a part as activities; the ones that say most in few words first. */
export function exerciseActivities(part: DocumentPart, outcomeIds: readonly string[]): readonly PlannedActivity[] {
  return withinPart(part, part.survey.exercises)
    .slice(0, MOST)
    .map((exercise, index) => {
      const together = /\b(?:discuss|neighbou?rs?|partners?|colleagues?|labmates?|pairs?|peers?|in groups)\b/i.test(
        exercise.sentences.map(({ text }) => text).join(' '),
      )
      return {
        type: together ? 'discussion' : 'practice',
        representation: together ? 'discussion' : 'hands-on',
        description: describe(exercise, part, index),
        outcomeIds,
      }
    })
}

function describe({ title, sentences, entries }: Exercise, part: DocumentPart, index: number): string {
  const task = taskOf([...sentences, ...entries].map(({ text }) => text.replace(/\s+/g, ' ').trim()))
  const named = title === undefined || hygieneFault(withoutEnd(title)) !== undefined ? undefined : withoutEnd(title)
  const place = `exercise ${named === undefined ? index + 1 : `“${named.replace(/["“”]/g, '')}”`}`
  return task === undefined || openReference(task) !== undefined
    ? `Do ${place} of “${withoutEnd(part.survey.document.title).replace(/["“”]/g, '')}”.`
    : `Do ${place}: ${task}`
}

/** As many whole sentences from the end as fit, so that the question is among them. */
function taskOf(sentences: readonly string[]): string | undefined {
  const whole = sentences.filter((text) => /[.?!]$/.test(text) && hygieneFault(text) === undefined)
  const asked = whole.findIndex((text) => /\?$/.test(text))
  const kept: string[] = []
  let words = 0
  for (const text of asked >= 0 ? whole.slice(0, asked + 1).reverse() : [...whole].slice(0, 2).reverse()) {
    words += countWords(text)
    if (words > WORDS) break
    kept.unshift(text)
  }
  return kept.length === 0 ? undefined : kept.join(' ')
}

import { countWords, hygieneFault, openReference, wordsOf } from '../../../domain/curriculum/index.js'
import { isBaseVerb } from '../language/common-verbs.js'
import { withoutEnd } from '../language/phrases.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { Exercise } from '../survey/exercises-of.js'
import type { PlannedActivity } from './lesson-plan.js'

const MOST = 3
const WORDS = 45
const TOGETHER = /\b(?:discuss|neighbou?rs?|partners?|colleagues?|labmates?|pairs?|peers?|in groups)\b/i

/** The first exercises of a part as activities. */
export function exerciseActivities(part: DocumentPart, outcomeIds: readonly string[]): readonly PlannedActivity[] {
  return withinPart(part, part.survey.exercises)
    .slice(0, MOST)
    .map((exercise, index) => {
      const together = exercise.pieces.some(({ span }) => TOGETHER.test(span.text))
      return {
        type: together ? 'discussion' : 'practice',
        representation: together ? 'discussion' : 'hands-on',
        description: describe(exercise, part, index),
        outcomeIds,
      }
    })
}

function describe({ title, pieces }: Exercise, part: DocumentPart, index: number): string {
  const task = taskOf(
    pieces.filter(({ kind }) => kind !== 'code').map(({ span }) => span.text.replace(/\s+/g, ' ').trim()),
  )
  const bare = withoutEnd(title ?? '').replace(/["“”]/g, '')
  const named = bare === '' || hygieneFault(bare) !== undefined ? `exercise ${index + 1}` : `the exercise “${bare}”`
  const place = `Do ${named} of “${withoutEnd(part.survey.document.title).replace(/["“”]/g, '')}”`
  return task === undefined ? `${place}.` : `${place}: ${task}`
}

/** What is asked: the question with the sentence before it, or the first instructions. */
function taskOf(texts: readonly string[]): string | undefined {
  const whole = texts.filter(
    (text) => /[.?!]$/.test(text) && hygieneFault(text) === undefined && openReference(text) === undefined,
  )
  const asked = whole.findIndex((text) => /\?$/.test(text))
  const told = whole.filter((text) => isBaseVerb(wordsOf(text)[0] ?? ''))
  const candidates = asked >= 0 ? whole.slice(Math.max(0, asked - 1), asked + 1) : told.slice(0, 2)
  const kept: string[] = []
  let words = 0
  for (const text of [...candidates].reverse()) {
    words += countWords(text)
    if (words <= WORDS) kept.unshift(text)
  }
  return kept.length === 0 ? undefined : kept.join(' ')
}

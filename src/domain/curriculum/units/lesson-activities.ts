import { openReference } from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords, wordsOf } from '../../text/words.js'
import type { Exercise } from '../analysis/exercises.js'
import type { Term } from '../analysis/terms.js'
import { reachesBloom } from '../bloom.js'
import { listOf, lowerFirst, withoutEnd } from '../language/phrases.js'
import { titleInSentence } from '../language/titles.js'
import { isBaseVerb } from '../language/verbs.js'
import type { Outcome } from '../outcome.js'
import { type DocumentPart, namesInParts, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'
import type { ActivityType, Representation } from '../unit.js'

const MAX_EXERCISES = 3
const MAX_TASK_WORDS = 45
const TOGETHER = /\b(?:discuss|neighbou?rs?|partners?|colleagues?|labmates?|pairs?|peers?|in groups)\b/i

/** The activities of a lesson on some parts, besides reading. */
export function lessonActivities(
  parts: readonly DocumentPart[],
  terms: readonly Term[],
  outcomes: readonly Outcome[],
): readonly PlannedActivity[] {
  const outcomeIds = outcomes.map(({ id }) => id)
  const topic = topicOf(parts)
  const named = terms.slice(0, 4).map(({ term }) => term)
  const procedure = parts.flatMap((part) => withinPart(part, part.analysis.procedures))[0]
  const question = parts
    .flatMap((part) => withinPart(part, part.analysis.questions))
    .find(({ text }) => /\?$/.test(text) && hygieneFault(text) === undefined)
  const activities: PlannedActivity[] = [
    procedure === undefined
      ? {
          type: 'presentation',
          representation: 'visual',
          description:
            question === undefined
              ? `Follow the presentation on ${topic}. Note its main points in your own words.`
              : `Follow the presentation on ${topic}. Note what it says to the question: ${question.text}`,
          outcomeIds,
        }
      : {
          type: 'worked-example',
          representation: 'worked-example',
          description:
            procedure.goal === undefined
              ? `Follow the worked example on ${topic} step by step, and note what each step changes.`
              : `Follow the worked example step by step: ${lowerFirst(procedure.goal)}. Note what each step changes.`,
          outcomeIds,
        },
    ...parts.flatMap((part) => exerciseActivities(part, outcomeIds)).slice(0, 4),
    {
      type: named.length >= 3 ? 'concept-map' : 'retrieval-practice',
      representation: named.length >= 3 ? 'visual' : 'text',
      description:
        named.length >= 3
          ? `Draw a map of how ${listOf(named)} are related, and label each link.`
          : named.length > 0
            ? `Without looking at the text, explain ${listOf(named)}. Then compare with the text.`
            : `Write down the main points of ${topic} from memory. Then compare with the text.`,
      outcomeIds,
    },
  ]
  if (activities.some(({ type }) => type === 'practice' || type === 'discussion')) return activities
  const demanding = outcomes.find(({ bloom }) => reachesBloom(bloom, 'apply')) ?? outcomes[0]
  return [
    ...activities,
    {
      type: 'practice',
      representation: 'hands-on',
      description:
        demanding === undefined
          ? `Find an example of ${topic} from your own work, and describe it.`
          : `Practise on an example of your own: ${lowerFirst(withoutEnd(demanding.text))}.`,
      outcomeIds,
    },
  ]
}

/** The activities of the last lesson of a unit, over all its content. */
export function closingActivities(
  title: string,
  parts: readonly DocumentPart[],
  outcomes: readonly Outcome[],
): readonly PlannedActivity[] {
  const topic = titleInSentence(title, namesInParts(parts))
  const outcomeIds = outcomes.map(({ id }) => id)
  const demanding = outcomes.filter(({ bloom }) => reachesBloom(bloom, 'apply'))
  const tasks = (demanding.length === 0 ? outcomes : demanding).slice(0, 3)
  return [
    {
      type: 'retrieval-practice',
      representation: 'text',
      description: `Write down from memory what you know of ${topic}. Mark what you had to look up.`,
      outcomeIds,
    },
    {
      type: 'practice',
      representation: 'hands-on',
      description: `On material of your own: ${tasks.map(({ text }) => lowerFirst(withoutEnd(text))).join('; ')}.`,
      outcomeIds,
    },
    {
      type: 'peer-review',
      representation: 'discussion',
      description:
        'Swap your results with a partner. Name one thing that works well and one to improve, with a reason.',
      outcomeIds,
    },
  ]
}

function topicOf(parts: readonly DocumentPart[]): string {
  const titles = parts.slice(0, 3).map(({ title, analysis }) => titleInSentence(plainTitle(title), analysis.names))
  return listOf(titles)
}

/** An activity before it has minutes. */
export interface PlannedActivity {
  readonly type: ActivityType
  readonly representation: Representation
  readonly description: string
  readonly outcomeIds: readonly string[]
}

/** The first exercises of a part as activities. */
function exerciseActivities(part: DocumentPart, outcomeIds: readonly string[]): readonly PlannedActivity[] {
  return withinPart(part, part.analysis.exercises)
    .slice(0, MAX_EXERCISES)
    .map((exercise, index) => {
      const together = exercise.pieces.some(({ span }) => TOGETHER.test(span.text))
      return {
        type: together ? 'discussion' : 'practice',
        representation: together ? 'discussion' : 'hands-on',
        description: describeTask(exercise, part, index),
        outcomeIds,
      }
    })
}

function describeTask({ title, pieces }: Exercise, part: DocumentPart, index: number): string {
  const task = taskOf(pieces.filter(({ kind }) => kind !== 'code').map(({ span }) => oneLine(span.text)))
  const bare = withoutEnd(title ?? '').replace(/["“”]/g, '')
  const named = bare === '' || hygieneFault(bare) !== undefined ? `exercise ${index + 1}` : `the exercise “${bare}”`
  const place = `Do ${named} of “${withoutEnd(part.analysis.document.title).replace(/["“”]/g, '')}”`
  return task === undefined ? `${place}.` : `${place}: ${task}`
}

/** The task: the question with the sentence before it, or the first instructions. */
function taskOf(texts: readonly string[]): string | undefined {
  const whole = texts.filter(
    (text) => /[.?!]$/.test(text) && hygieneFault(text) === undefined && openReference(text) === undefined,
  )
  const asked = whole.findIndex((text) => /\?$/.test(text))
  const instructions = whole.filter((text) => isBaseVerb(wordsOf(text)[0] ?? ''))
  const candidates = asked >= 0 ? whole.slice(Math.max(0, asked - 1), asked + 1) : instructions.slice(0, 2)
  const kept: string[] = []
  let words = 0
  for (const text of [...candidates].reverse()) {
    words += countWords(text)
    if (words <= MAX_TASK_WORDS) kept.unshift(text)
  }
  return kept.length === 0 ? undefined : kept.join(' ')
}

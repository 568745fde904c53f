import { hygieneFault, type Outcome, reachesBloom } from '../../../domain/curriculum/index.js'
import { listOf, lowerFirst, titleInSentence, withoutEnd } from '../language/phrases.js'
import { type DocumentPart, namesInParts, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'
import type { Term } from '../survey/terms-of.js'
import { exerciseActivities } from './exercise-activities.js'
import type { PlannedActivity } from './lesson-plan.js'

/** What learners do in a lesson on some parts, beside reading them. */
export function lessonActivities(
  parts: readonly DocumentPart[],
  terms: readonly Term[],
  outcomes: readonly Outcome[],
): readonly PlannedActivity[] {
  const outcomeIds = outcomes.map(({ id }) => id)
  const topic = topicOf(parts)
  const named = terms.slice(0, 4).map(({ term }) => term)
  const procedure = parts.flatMap((part) => withinPart(part, part.survey.procedures))[0]
  const question = parts
    .flatMap((part) => withinPart(part, part.survey.questions))
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
          ? `Draw a map of how ${listOf(named)} hang together, and label each link.`
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

/** What learners do in the last lesson of a unit, over all of it. */
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
  const titles = parts.slice(0, 3).map(({ title, survey }) => titleInSentence(plainTitle(title), survey.names))
  return listOf(titles)
}

import { countWords } from '../../../domain/curriculum/index.js'
import { isBaseVerb } from '../language/common-verbs.js'
import { lowerFirst, withoutEnd } from '../language/phrases.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { cite } from '../survey/cite.js'
import { type DraftOutcome, draftOutcome } from './draft-outcome.js'
import { measurable } from './measurable-wording.js'

/** What the documents announce as objectives, in measurable words. */
export function outcomesOfObjectives(parts: readonly DocumentPart[]): readonly DraftOutcome[] {
  return parts.flatMap((part) =>
    withinPart(part, part.survey.objectives).flatMap((objective) => {
      const citation = cite(part.survey.document, objective)
      const text = fullLength(measurable(objective.text))
      return draftOutcome(text, citation === undefined ? [] : [citation]) ?? []
    }),
  )
}

/** What the questions of the documents ask learners to be able to say or do. */
export function outcomesOfQuestions(parts: readonly DocumentPart[]): readonly DraftOutcome[] {
  return parts.flatMap((part) =>
    withinPart(part, part.survey.questions).flatMap((question) => {
      const citation = cite(part.survey.document, question)
      const text = answerOf(question.text)
      return (text === undefined ? undefined : draftOutcome(text, citation === undefined ? [] : [citation])) ?? []
    }),
  )
}

/** "How do I record changes?" as "Demonstrate how to record changes". */
export function answerOf(question: string): string | undefined {
  const asked = withoutEnd(question)
    .replace(/\s+/g, ' ')
    .replace(/ and (?:why|how|what|when) .*$/i, '')
  const person = '(?:i|we|you|one|people|someone)'
  const [, task] = new RegExp(`^how (?:do|can|should|could|would) ${person} (.+)$`, 'i').exec(asked) ?? []
  if (task !== undefined) {
    const verb = task.split(' ')[0] ?? ''
    return isBaseVerb(verb) ? `Demonstrate how to ${impersonal(task)}` : undefined
  }
  const [, what, plural] = /^what (?:is|(are)) (.+)$/i.exec(asked)
    ? [asked, asked.replace(/^what (?:is|are) /i, ''), /^what are/i.test(asked)]
    : []
  if (typeof what === 'string') return `Explain what ${impersonal(lowerFirst(what))} ${plural ? 'are' : 'is'}`
  const [, why, subject, rest] = /^(why|when|where) (?:is|are) (\S+(?: \S+)?) (.+)$/i.exec(asked) ?? []
  return why === undefined || subject === undefined
    ? undefined
    : `Explain ${why.toLowerCase()} ${lowerFirst(subject)} is ${rest}`
}

/** Without the speaker: "my changes" as "changes". */
function impersonal(text: string): string {
  return text.replace(/\b(?:my|our|your) (?:own )?/gi, '').replace(/ (?:i|we|you) don['’]t want to \p{Ll}+$/iu, '')
}

/** An outcome of fewer than four words gets the frame in which it is shown. */
function fullLength(text: string): string {
  return countWords(text) >= 4 ? text : `${withoutEnd(text)} in a given case`
}

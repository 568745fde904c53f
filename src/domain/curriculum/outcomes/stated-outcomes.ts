import { countWords } from '../../text/words.js'
import { cite } from '../analysis/cite.js'
import { lowerFirst, withoutEnd } from '../language/phrases.js'
import { isBaseVerb } from '../language/verbs.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { type DraftOutcome, draftOutcome, measurable } from './draft-outcome.js'

/** The objectives in the documents, with measurable verbs. */
export function outcomesOfObjectives(parts: readonly DocumentPart[]): readonly DraftOutcome[] {
  return parts.flatMap((part) =>
    withinPart(part, part.analysis.objectives).flatMap((objective) => {
      const citation = cite(part.analysis.document, objective)
      const text = fullLength(measurable(objective.text))
      return draftOutcome(text, citation === undefined ? [] : [citation]) ?? []
    }),
  )
}

/** Outcomes from the questions of the documents. */
export function outcomesOfQuestions(parts: readonly DocumentPart[]): readonly DraftOutcome[] {
  return parts.flatMap((part) =>
    withinPart(part, part.analysis.questions).flatMap((question) => {
      const citation = cite(part.analysis.document, question)
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

/** An outcome of fewer than four words gets its context added. */
function fullLength(text: string): string {
  return countWords(text) >= 4 ? text : `${withoutEnd(text)} in a given case`
}

import { mostSimilarPair } from '../../text/content-words.js'
import { cite } from '../analysis/cite.js'
import { type Purpose, purposeDefinition } from '../analysis/purposes.js'
import type { Term } from '../analysis/terms.js'
import { isMeasurableVerb } from '../bloom.js'
import { listOf } from '../language/phrases.js'
import { titleInSentence } from '../language/titles.js'
import { basesOfGerund, isBaseVerb } from '../language/verbs.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'
import { type DraftOutcome, draftOutcome } from './draft-outcome.js'
import { answerOf } from './stated-outcomes.js'

/** "Ignoring files" or "How to ignore files" as an act of learners. */
export function outcomesOfTitles(parts: readonly DocumentPart[]): readonly DraftOutcome[] {
  return parts.flatMap((part) => {
    const { document, names } = part.analysis
    const headings = withinPart(
      part,
      document.sections.flatMap(({ heading, level }) => (heading === undefined || level > 3 ? [] : [heading])),
    )
    return headings.flatMap((heading) => {
      const text = /\?$/.test(heading.text)
        ? answerOf(heading.text)
        : actOf(titleInSentence(plainTitle(heading.text), names))
      const citation = cite(document, { start: heading.start, end: heading.end }) ?? firstStatement(part, heading.end)
      return (text === undefined ? undefined : draftOutcome(text, citation === undefined ? [] : [citation])) ?? []
    })
  })
}

/** Outcomes on commands, options and files with a stated purpose. */
export function outcomesOfPurposes(purposes: readonly Purpose[]): readonly DraftOutcome[] {
  return purposes.flatMap(
    ({ name, kind, task, citation }) => draftOutcome(`Use the ${kind} ${name} to ${task}`, [citation]) ?? [],
  )
}

/** Outcomes on the terms of a unit: to explain some, and to compare the two most similar ones. */
export function outcomesOfTerms(terms: readonly Term[]): readonly DraftOutcome[] {
  const nouns = terms.filter(
    ({ term, definition }) => !/^[-.]/.test(term) && purposeDefinition(term, definition) === undefined,
  )
  const [first, second] = nouns
  if (first === undefined) return []
  const named = nouns.slice(0, 3)
  const pair = mostSimilarPair(nouns, ({ definition }) => definition)
  const drafts = [
    second === undefined
      ? draftOutcome(`Explain what is meant by ${first.term}`, [first.citation], 'understand')
      : draftOutcome(
          `Define the terms ${listOf(named.map(({ term }) => term))}`,
          named.map(({ citation }) => citation),
          'remember',
        ),
    pair === undefined
      ? undefined
      : draftOutcome(
          `Distinguish between ${pair[0].term} and ${pair[1].term} in given examples`,
          pair.map(({ citation }) => citation),
          'analyze',
        ),
  ]
  return drafts.flatMap((draft) => draft ?? [])
}

/** Outcomes on the subject of a part; without its title if that cannot be used in a sentence. */
export function outcomesOfTopics(parts: readonly DocumentPart[]): readonly DraftOutcome[] {
  return parts.flatMap((part, index) => {
    const cited = firstStatement(part, part.start)
    const citations = cited === undefined ? [] : [cited]
    // A title is quoted as a title: "the main ideas of a summer in London" would not be a subject.
    const named = aboutTopic(`“${plainTitle(part.title)}”`, citations)
    return named.length === TOPIC_OUTCOMES || index > 0 ? named : aboutTopic('the reading material', citations)
  })
}

const TOPIC_OUTCOMES = 3

function aboutTopic(topic: string, citations: DraftOutcome['citations']): readonly DraftOutcome[] {
  const drafts = [
    draftOutcome(`Summarize the main points of ${topic}`, citations, 'understand'),
    draftOutcome(`Apply the main ideas of ${topic} to a new case`, citations, 'apply'),
    draftOutcome(`Assess a new case by what ${topic} says`, citations, 'evaluate'),
  ]
  return drafts.flatMap((draft) => draft ?? [])
}

function actOf(title: string): string | undefined {
  const [first = '', ...rest] = title.split(' ')
  const lower = first.toLowerCase()
  if (rest.length === 0) return undefined
  if (lower === 'how' && rest[0] === 'to' && isBaseVerb(rest[1] ?? '')) return `Demonstrate ${lower} ${rest.join(' ')}`
  const base = basesOfGerund(lower).find(isMeasurableVerb) ?? basesOfGerund(lower).find(isBaseVerb)
  if (base !== undefined) return rest.length >= 2 ? `Demonstrate how to ${base} ${rest.join(' ')}` : undefined
  return undefined
}

function firstStatement(part: DocumentPart, from: number) {
  const { statements, document } = part.analysis
  const statement = statements.find(({ start }) => start >= from && start < part.end)
  if (statement !== undefined) return statement.citation
  const sentence = document.sentences.find(({ start }) => start >= from && start < part.end)
  return sentence === undefined ? undefined : cite(document, sentence)
}

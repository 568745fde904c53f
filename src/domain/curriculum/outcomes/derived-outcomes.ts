import { contentWords } from '../../text/content-words.js'
import { openReference } from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { leadingAct } from '../../text/tagged-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import { cite } from '../analysis/cite.js'
import type { Exercise } from '../analysis/exercises.js'
import { kindsOfTerms } from '../analysis/term-kind.js'
import type { Term } from '../analysis/terms.js'
import { reachesBloom } from '../bloom.js'
import { listOf, termKey, upperFirst, withoutEnd } from '../language/phrases.js'
import { type DocumentPart, textOfPart, withinPart } from '../outline/document-part.js'
import { ConceptFit, conceptsOf, SURE_FIT } from './concept-fit.js'
import { bloomOfAct, type DraftOutcome, draftOutcome, isNoAct, saysSame } from './draft-outcome.js'
import { outcomesOfQuestions } from './outcomes-of-questions.js'
import { rarityIn } from './word-rarity.js'

/** Maximum number of terms that one outcome names. */
const MAX_TERMS = 5

/**
 * What a unit teaches beyond its stated objectives: its terms, the procedures and the exercises that no objective is about. Each
 * rests on the passage that carries it.
 */
export function derivedOutcomes(
  parts: readonly DocumentPart[],
  glossary: readonly Term[],
  stated: readonly DraftOutcome[],
): readonly DraftOutcome[] {
  const fit = new ConceptFit(stated, rarityIn(parts))
  const outcomes: DraftOutcome[] = []
  const add = (outcome: DraftOutcome) => {
    if (![...stated, ...outcomes].some((other) => saysSame(other, outcome))) outcomes.push(outcome)
  }
  for (const outcome of outcomesOfTerms(taughtIn(parts, glossary), stated)) add(outcome)
  for (const part of parts) {
    for (const outcome of [...outcomesOfProcedures(part), ...outcomesOfQuestions(part), ...outcomesOfExercises(part)]) {
      // "Use a sensor" is not shown by the answer to "What are sensors?", nor the aim of another lesson by one of this lesson.
      const isNear = ({ bloom, citations }: DraftOutcome) =>
        bloom === outcome.bloom && citations.some(({ docId }) => docId === part.analysis.document.id)
      const isAimed = fit.best(outcome.text, isNear, SURE_FIT) !== undefined
      if (!isAimed && !isNamed(outcome, outcomes)) add(outcome)
    }
  }
  return outcomes
}

/** Whether an outcome at the same level names everything that `outcome` is about: "Define A and B" with "Define A". */
function isNamed(outcome: DraftOutcome, others: readonly DraftOutcome[]): boolean {
  const words = [...conceptsOf(outcome)]
  return others.some((other) => {
    const concepts = conceptsOf(other)
    return other.bloom === outcome.bloom && words.every((word) => concepts.has(word))
  })
}

/** Uses in the documents of a unit that show that it teaches a term: one of a shared glossary, and one that a sentence explains. */
const MIN_USES = { listed: 4, explained: 8 } as const

/** The terms without those that the documents only mention. */
function taughtIn(parts: readonly DocumentPart[], glossary: readonly Term[]): readonly Term[] {
  const text = ` ${termKey(parts.map(textOfPart).join('\n'))} `
  const docIds = new Set(parts.map(({ analysis }) => analysis.document.id))
  const headings = termKey(
    parts
      .flatMap(({ title, analysis }) => [
        title,
        ...analysis.document.sections.map(({ heading }) => heading?.text ?? ''),
      ])
      .join('\n'),
  )
  const tagger = parts.find(({ analysis }) => analysis.tagger !== undefined)?.analysis.tagger
  const kinds = tagger === undefined ? [] : kindsOfTerms(glossary, tagger)
  return glossary.filter(({ key, certain, citation }, index) => {
    // Nobody defines a person.
    if (kinds[index]?.person === true) return false
    const uses = text.split(` ${key}`).length - 1
    if (certain) return docIds.has(citation.docId) || uses >= MIN_USES.listed
    return ` ${headings} `.includes(` ${key}`) || uses >= MIN_USES.explained
  })
}

/** "Define heap, complete tree and priority queue.", for the terms of each document that no stated objective names. */
function outcomesOfTerms(glossary: readonly Term[], stated: readonly DraftOutcome[]): readonly DraftOutcome[] {
  const named = stated.map(conceptsOf)
  const open = glossary.filter((term) => {
    const words = [...conceptsOf({ text: term.term, verb: '' })]
    return !named.some((concepts) => words.length > 0 && words.every((word) => concepts.has(word)))
  })
  const byDocument = new Map<string, Term[]>()
  for (const term of open) {
    const list = byDocument.get(term.citation.docId)
    if (list === undefined) byDocument.set(term.citation.docId, [term])
    else list.push(term)
  }
  return [...byDocument.values()].flatMap((terms) => {
    const count = Math.ceil(terms.length / MAX_TERMS)
    return Array.from({ length: count }, (_unused, group) => {
      const own = terms.slice(
        Math.floor((group * terms.length) / count),
        Math.floor(((group + 1) * terms.length) / count),
      )
      return draftOutcome(
        'derived',
        `Define ${listOf(own.map(({ term }) => term))}`,
        'define',
        'remember',
        own.map(({ citation }) => citation),
      )
    })
  })
}

function outcomesOfProcedures(part: DocumentPart): readonly DraftOutcome[] {
  const { tagger } = part.analysis
  if (tagger === undefined) return []
  return withinPart(part, part.analysis.procedures).flatMap(({ goal, citations }) => {
    const verb = leadingAct(tagger, upperFirst(goal))
    const fits = verb !== undefined && countWords(goal) >= 3
    return fits ? draftOutcome('derived', goal, verb, 'apply', citations) : []
  })
}

const ACT_WORDS = { min: 4, max: 20 } as const

/** What the exercises make people do, where one sentence says it. */
function outcomesOfExercises(part: DocumentPart): readonly DraftOutcome[] {
  return withinPart(part, part.analysis.exercises).flatMap((exercise) => outcomeOfExercise(part, exercise) ?? [])
}

function outcomeOfExercise(part: DocumentPart, exercise: Exercise): DraftOutcome | undefined {
  const { tagger, document } = part.analysis
  const [only, ...more] = exercise.pieces.filter(({ kind }) => kind === 'sentence')
  const hasOthers = exercise.pieces.some(({ kind }) => kind !== 'sentence')
  if (tagger === undefined || only === undefined || more.length > 0 || hasOthers) return undefined
  // "Compare two plans: name a difference": the act, without what is counted in the answer.
  const act = withoutEnd(oneLine(only.span.text).replace(/: .*$/, ''))
  const words = countWords(act)
  const verb = leadingAct(tagger, act)
  if (verb === undefined || isNoAct(act) || words < ACT_WORDS.min || words > ACT_WORDS.max) return undefined
  if (hygieneFault(act) !== undefined || openReference(act) !== undefined || POINTS_AWAY.test(act)) return undefined
  if (sharedConcepts(part, act, verb) < MIN_CONCEPTS) return undefined
  const bloom = bloomOfAct(act, verb)
  const citation = cite(document, only.span)
  return citation === undefined || !reachesBloom(bloom, 'understand')
    ? undefined
    : draftOutcome('derived', act, verb, bloom, [citation])
}

/** "Switch roles and repeat the whole process" is about no subject of its document. */
const MIN_CONCEPTS = 2

/** How many words of an act are in the titles and terms of its document. */
function sharedConcepts({ analysis, title }: DocumentPart, act: string, verb: string): number {
  const { document, terms } = analysis
  const headings = document.sections.flatMap(({ heading }) => heading?.text ?? [])
  const subjects = contentWords([document.title, title, ...headings, ...terms.map(({ term }) => term)].join('\n'))
  return [...conceptsOf({ text: act, verb })].filter((word) => subjects.has(word)).length
}

const POINTS_AWAY =
  /\b(?:you|your|we|our|this|these|those|they|them|it|its|above|below|following|previous|partners?|neighbou?rs?|groups?|class|exercise|question)\b/i

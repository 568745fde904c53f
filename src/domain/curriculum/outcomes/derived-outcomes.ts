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
import type { Citation } from '../citation.js'
import { termKey, upperFirst, withoutEnd } from '../language/phrases.js'
import { type DocumentPart, textOfPart, withinPart } from '../outline/document-part.js'
import { ConceptFit, conceptsOf, SURE_FIT } from './concept-fit.js'
import { bloomOfAct, type DraftOutcome, draftOutcome, isNoAct, saysSame } from './draft-outcome.js'
import { outcomesOfQuestions } from './outcomes-of-questions.js'
import { outcomesOfTerms } from './outcomes-of-terms.js'
import { rarityIn } from './word-rarity.js'

/**
 * What documents teach beyond the stated objectives: their terms, the procedures and the exercises that no objective is about, in
 * the order of the parts. Each rests on the passage that carries it.
 *
 * @param terms those that the parts may teach
 */
export function derivedOutcomes(
  parts: readonly DocumentPart[],
  terms: readonly Term[],
  stated: readonly DraftOutcome[],
): readonly DraftOutcome[] {
  const fit = new ConceptFit(stated, rarityIn(parts))
  const outcomes: DraftOutcome[] = []
  const add = (outcome: DraftOutcome) => {
    if (![...stated, ...outcomes].some((other) => saysSame(other, outcome))) outcomes.push(outcome)
  }
  for (const [part, taught] of taughtIn(parts, terms)) {
    for (const outcome of outcomesOfTerms(part, taught, stated)) add(outcome)
    // An exercise of a lesson serves what the lesson aims at; without such an aim it shows what learners can do.
    const aims = stated.filter(
      ({ bloom, citations }) => reachesBloom(bloom, 'apply') && citations.some((one) => isOf(part, one)),
    )
    const ofExercises = aims.length > 0 ? [] : outcomesOfExercises(part)
    for (const outcome of [...outcomesOfProcedures(part), ...outcomesOfQuestions(part), ...ofExercises]) {
      // "Use a sensor" is not shown by the answer to "What are sensors?", nor the aim of another lesson by one of this lesson.
      const isNear = ({ bloom, citations }: DraftOutcome) =>
        bloom === outcome.bloom && citations.some(({ docId }) => docId === part.analysis.document.id)
      const isAimed = fit.best(outcome.text, isNear, SURE_FIT) !== undefined
      if (!isAimed && !isNamed(outcome, outcomes)) add(outcome)
    }
  }
  return outcomes
}

function isOf(part: DocumentPart, citation: Citation): boolean {
  return citation.docId === part.analysis.document.id && withinPart(part, [citation]).length > 0
}

/** Whether an outcome at the same level names everything that `outcome` is about: "Define A and B" with "Define A". */
function isNamed(outcome: DraftOutcome, others: readonly DraftOutcome[]): boolean {
  const words = [...conceptsOf(outcome)]
  return others.some((other) => {
    const concepts = conceptsOf(other)
    return other.bloom === outcome.bloom && words.every((word) => concepts.has(word))
  })
}

/** Uses in a lesson that show that it teaches a term: one of a shared glossary, and one that a sentence explains. */
const MIN_USES = { listed: 4, explained: 8 } as const

/** Each part with the terms that it does not only mention; a term of a shared glossary is taught by the part that uses it most. */
function taughtIn(parts: readonly DocumentPart[], terms: readonly Term[]): ReadonlyMap<DocumentPart, readonly Term[]> {
  const tagger = parts.find(({ analysis }) => analysis.tagger !== undefined)?.analysis.tagger
  const kinds = tagger === undefined ? [] : kindsOfTerms(terms, tagger)
  const texts = parts.map((part) => ` ${termKey(textOfPart(part))} `)
  const taught = new Map(parts.map((part) => [part, [] as Term[]]))
  for (const [index, term] of terms.entries()) {
    // Nobody defines a person.
    if (kinds[index]?.person === true) continue
    const uses = texts.map((text) => text.split(` ${term.key}`).length - 1)
    const own = parts.findIndex((part) => isOf(part, term.citation))
    const at = own >= 0 ? own : uses.indexOf(Math.max(...uses))
    const part = parts[at]
    if (part === undefined) continue
    const isTaught = term.certain
      ? own >= 0 || (uses[at] ?? 0) >= MIN_USES.listed
      : isInHeading(term, part) || (uses[at] ?? 0) >= MIN_USES.explained
    if (isTaught) taught.get(part)?.push(term)
  }
  return taught
}

function isInHeading({ key }: Term, { title, analysis }: DocumentPart): boolean {
  const headings = [title, ...analysis.document.sections.map(({ heading }) => heading?.text ?? '')]
  return ` ${termKey(headings.join('\n'))} `.includes(` ${key}`)
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

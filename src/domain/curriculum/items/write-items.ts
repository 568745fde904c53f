import { contentWords } from '../../text/content-words.js'
import { sentencesOf } from '../../text/split-sentences.js'
import { tasksOfUnit } from '../assessments/tasks-of-unit.js'
import { bloomRank, DEPTHS_BY_BLOOM, reachesBloom } from '../bloom.js'
import type { Item, ItemDoubt } from '../item.js'
import type { Outcome } from '../outcome.js'
import { ConceptFit, conceptsOf, SURE_FIT } from '../outcomes/concept-fit.js'
import { rarityIn } from '../outcomes/word-rarity.js'
import type { UnitMaterial } from '../outline/document-part.js'
import { PartIds } from '../part-ids.js'
import { commandItems } from './command-items.js'
import { definitionItems } from './definition-items.js'
import { AskedQuestions, type DraftChoice, type DraftItem, textOfDraft } from './draft-item.js'
import { exerciseItems } from './exercise-items.js'
import { outputItems } from './output-items.js'
import { hashOf, seededOrder } from './seeded-order.js'
import { statedItems } from './stated-items.js'
import { orderItems } from './step-items.js'
import { type TermPool, termPools } from './taught-terms.js'

/** Maximum number of items of a unit that are derived from its terms: for each of its documents, but not below `min`. */
const TERM_ITEMS = { min: 8, perPart: 2 } as const
/** Maximum number of items of a unit that ask for a definition without options: the glossary has all of them. */
const MAX_OPEN_DEFINITIONS = 4
/** How often a course may offer the same options. */
const MAX_SAME_OPTIONS = 2

/** The items of all units, in their order: those of the authors, then those that their terms, steps and programs allow. */
export function writeItems(units: readonly UnitMaterial[], seed: number): readonly Item[] {
  const ids = new PartIds()
  const asked = new AskedQuestions()
  const offered = new Map<string, number>()
  const used: number[] = []
  const pools = termPools(units)
  return units.flatMap((material, index) => {
    const pool = pools[index] ?? { own: [], others: [] }
    const outcomeOf = outcomeFinder(material)
    return draftsOf(material, pool, seed).flatMap((draft): readonly Item[] => {
      const found = outcomeOf(draft)
      if (found === undefined || !isNewChoice(draft, offered) || !asked.add(draft)) return []
      const docId = draft.citations[0]?.docId ?? ''
      const id = ids.of('item', docId, draft.kind, draft.stem, draft.material ?? '')
      const item = finalizeItem(draft, id, found, used, seed)
      if (item.format === 'choice') {
        const position = item.options.findIndex((option) => option.id === item.key)
        used[position] = (used[position] ?? 0) + 1
      }
      return [item]
    })
  })
}

function draftsOf({ unit, parts }: UnitMaterial, pool: TermPool, seed: number): readonly DraftItem[] {
  const max = Math.max(TERM_ITEMS.min, TERM_ITEMS.perPart * parts.length)
  const byConfidence = [...definitionItems(pool, seed)].sort((a, b) => b.confidence - a.confidence)
  const open = byConfidence.filter(({ format }) => format === 'open').slice(0, MAX_OPEN_DEFINITIONS)
  const ofTerms = byConfidence.filter((item) => item.format !== 'open' || open.includes(item)).slice(0, max)
  return [
    // The same question can be both: an exercise shows the case that it is about.
    ...exerciseItems(parts, tasksOfUnit(parts, unit.outcomes)),
    ...statedItems(parts),
    ...outputItems(parts),
    ...orderItems(parts),
    ...commandItems(parts, seed),
    ...ofTerms,
  ]
}

interface FoundOutcome {
  readonly outcome: Outcome
  readonly doubts: readonly ItemDoubt[]
}

/** The share of an outcome that a question of the author in the same document must have; others need {@link SURE_FIT}. */
const MIN_NEAR_FIT = 0.2
/** What each level between a question and an outcome takes from the fit. */
const LEVEL_APART = 0.35
/** What the same verb adds: "Write a loop" and "Write for loops". */
const SAME_ACT = 0.25

/** Finds the outcome that an answer shows: the one that names its term, else the one that is about the same subject. */
function outcomeFinder({ unit, parts }: UnitMaterial): (draft: DraftItem) => FoundOutcome | undefined {
  const fit = new ConceptFit(unit.outcomes, rarityIn(parts))
  const concepts = unit.outcomes.map((outcome) => ({ outcome, words: conceptsOf(outcome) }))
  return (draft) => {
    const docIds = new Set(draft.citations.map(({ docId }) => docId))
    const isNear = ({ citations }: Outcome) => citations.some(({ docId }) => docIds.has(docId))
    if (draft.term !== undefined) {
      const words = [...conceptsOf({ text: draft.term, verb: '' })]
      // Who knows what a pipe is has not explained the advantage of pipes.
      const named = concepts.filter(
        ({ outcome, words: own }) => DEFINES.test(outcome.text) && words.every((word) => own.has(word)),
      )
      const outcome = (named.find((concept) => isNear(concept.outcome)) ?? named[0])?.outcome
      return outcome === undefined ? undefined : { outcome, doubts: [] }
    }
    const text = textOfDraft(draft)
    const options = draft.format === 'choice' && draft.shown !== undefined ? draft.shown : []
    const posed = contentWords([draft.stem, draft.material ?? '', ...options].join('\n'))
    const isPosed = (outcome: Outcome) => [...conceptsOf(outcome)].some((word) => posed.has(word))
    const shares = fit.shares(text)
    const acts = new Set(sentencesOf(draft.stem).map((sentence) => /^\p{L}+/u.exec(sentence)?.[0].toLowerCase()))
    const candidates = unit.outcomes.flatMap((outcome, index) => {
      const share = shares[index] ?? 0
      // Of several, the one whose level the answer shows: an answer that applies something shows more than its name.
      const distance = Math.abs(bloomRank(outcome.bloom) - bloomRank(draft.bloom))
      // Whoever reasons, acts or names something else does not define.
      const isDefinition =
        outcome.verb === 'define' && outcome.bloom === 'remember' && !ASKS_FOR_MEANING.test(draft.stem)
      if (!isPosed(outcome) || isDefinition) return []
      return [{ outcome, share, worth: share - LEVEL_APART * distance + (acts.has(outcome.verb) ? SAME_ACT : 0) }]
    })
    // A question belongs to an outcome of its lesson, even if it uses other words: a task of making to one at apply or higher, an
    // explanation to one below, where the lesson has them.
    const own = candidates.filter(({ outcome }) => isNear(outcome))
    const alike = own.filter(
      ({ outcome }) => reachesBloom(outcome.bloom, 'apply') === reachesBloom(draft.bloom, 'apply'),
    )
    const near = alike.length > 0 ? alike : own.filter(({ share }) => share >= MIN_NEAR_FIT)
    // The author's question belongs to its lesson, unless that has no aims.
    const isElsewhere = draft.basis === 'stated' && unit.outcomes.some((outcome) => isNear(outcome))
    const far = isElsewhere ? [] : candidates.filter(({ share }) => share >= SURE_FIT)
    const [best] = (near.length > 0 ? near : far).sort((a, b) => b.worth - a.worth)
    if (best === undefined) return draft.basis === 'stated' ? onlyAim(draft, unit.outcomes.filter(isNear)) : undefined
    const isSure = best.share >= SURE_FIT
    if (!isSure && draft.basis !== 'stated') return undefined
    return { outcome: best.outcome, doubts: isSure ? [] : [OTHER_OUTCOME] }
  }
}

const OTHER_OUTCOME: ItemDoubt = { check: 'outcome', message: 'it may be about something else than its outcome' }

/** The only outcome of a lesson, or the only one at the level of a question: what else should the author's question show? */
function onlyAim({ bloom }: DraftItem, near: readonly Outcome[]): FoundOutcome | undefined {
  const aims = near.filter(({ verb }) => verb !== 'define')
  const level = aims.filter((outcome) => outcome.bloom === bloom)
  const [only] = aims.length === 1 ? aims : level.length === 1 ? level : []
  return only === undefined ? undefined : { outcome: only, doubts: [OTHER_OUTCOME] }
}

const ASKS_FOR_MEANING =
  /^(?:so,? )?(?:what (?:is|are|was|were) [^,.?]{1,60}\?$|what (?:does|do) .{1,60} (?:mean|stand for)\?$|define\b|who\b|which (?:term|word)\b)/i

/** An outcome that a definition shows. */
const DEFINES =
  /^(?:define|name|recall|state|give the meaning)\b|^(?:explain|describe|know|understand|state|say) (?:what (?!happens).+ (?:is|are|means?)\b|the (?:meaning|term|terms|definition)\b)|\bdefinitions? of\b/i

/** Whether a course does not yet offer these options twice. */
function isNewChoice(draft: DraftItem, offered: Map<string, number>): boolean {
  if (draft.format !== 'choice') return true
  const options = [draft.right, ...draft.wrong]
    .map((text) => text.toLowerCase())
    .sort()
    .join('\n')
  const count = (offered.get(options) ?? 0) + 1
  offered.set(options, count)
  return count <= MAX_SAME_OPTIONS
}

/**
 * Gives items their ids, outcomes and order of options. Keys change their position from item to item.
 *
 * @param used number of keys at each position so far
 */
function finalizeItem(draft: DraftItem, id: string, found: FoundOutcome, used: readonly number[], seed: number): Item {
  const { basis, kind, stem, material, bloom, citations, confidence } = draft
  const base = {
    id,
    origin: 'generated',
    basis,
    kind,
    stem,
    ...(material === undefined ? {} : { material }),
    outcomeId: found.outcome.id,
    bloom,
    dok: DEPTHS_BY_BLOOM[bloom][0],
    citations,
    confidence: Math.round((confidence - 0.15 * found.doubts.length) * 100) / 100,
    doubts: [...draft.doubts, ...found.doubts],
  } as const
  if (draft.format === 'open') return { ...base, format: 'open', answer: draft.answer }
  if (draft.format === 'order') {
    const shown = seededOrder([...draft.steps.keys()], seed, stem, (step) => draft.steps[step] ?? '')
    if (shown.every((step, index) => step === index)) shown.reverse()
    const options = shown.map((step, index) => ({ id: letter(index), text: draft.steps[step] ?? '' }))
    const key = [...draft.steps.keys()].map((step) => letter(shown.indexOf(step)))
    return { ...base, format: 'order', options, key }
  }
  const texts = draft.shown ?? mixedOptions(draft, used, seed)
  return {
    ...base,
    format: 'choice',
    options: texts.map((text, index) => ({ id: letter(index), text })),
    key: letter(texts.indexOf(draft.right)),
  }
}

function mixedOptions({ stem, right, wrong }: DraftChoice, used: readonly number[], seed: number): readonly string[] {
  const texts = seededOrder(wrong, seed, stem, (text) => text)
  texts.splice(leastUsed(texts.length + 1, used, hashOf(seed, stem)), 0, right)
  return texts
}

/** The position with the fewest keys; if several are equal, the hash selects one. */
function leastUsed(positions: number, used: readonly number[], hash: number): number {
  const counts = Array.from({ length: positions }, (_unused, position) => used[position] ?? 0)
  const min = Math.min(...counts)
  const open = counts.flatMap((count, position) => (count === min ? [position] : []))
  return open[hash % open.length] ?? 0
}

function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index)
}

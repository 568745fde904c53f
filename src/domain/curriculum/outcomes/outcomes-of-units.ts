import { contentWords } from '../../text/content-words.js'
import type { Term } from '../analysis/terms.js'
import type { DocumentPart } from '../outline/document-part.js'
import type { PlannedUnit } from '../outline/plan-units.js'
import { derivedOutcomes } from './derived-outcomes.js'
import { distinctOutcomes, type PlacedOutcome } from './distinct-outcomes.js'
import type { DraftOutcome } from './draft-outcome.js'
import { statedOutcomes } from './stated-outcomes.js'

/** More outcomes in an hour cannot be taught and checked; those of the author all stay. */
const MAX_IN_HOUR = 8

/**
 * The outcomes of each unit, lesson by lesson: what the documents state, each ability once and in the order of the author, then what
 * they teach beyond it, as far as there is time for more.
 *
 * @param glossaries the terms of each unit
 */
export function outcomesOfUnits(
  units: readonly PlannedUnit[],
  glossaries: readonly (readonly Term[])[],
  totalHours: number,
): readonly (readonly DraftOutcome[])[] {
  const words = units.flatMap(({ parts }) => parts).reduce((sum, part) => sum + part.words, 0) || 1
  const placed = units.map(({ parts }) =>
    distinctOutcomes(parts.flatMap((part) => statedOutcomes([part]).map((outcome) => ({ outcome, part })))),
  )
  const known = new Set<string>()
  return units.map(({ parts, hours }, index) => {
    // The objectives of the whole course may stand in several units.
    const stated = (placed[index] ?? []).filter(({ outcome }) => {
      const key = outcome.text.toLowerCase()
      return known.has(key) ? false : known.add(key) !== undefined
    })
    const own = parts.reduce((sum, part) => sum + part.words, 0)
    const max = Math.ceil(MAX_IN_HOUR * (hours ?? (totalHours * own) / words))
    const all = stated.map(({ outcome }) => outcome)
    const derived = byPart(derivedOutcomes(parts, glossaries[index] ?? [], all), parts)
    const kept = firstOfEach(derived, Math.max(0, max - stated.length))
    return parts.flatMap((part, at) => [...explainedFirst(ofPart(stated, part)), ...(kept[at] ?? [])])
  })
}

/** Outcomes in the order of the parts, by part. One on terms of a shared glossary cites none of them: it follows the one before. */
function byPart(
  outcomes: readonly DraftOutcome[],
  parts: readonly DocumentPart[],
): readonly (readonly DraftOutcome[])[] {
  const lists = parts.map((): DraftOutcome[] => [])
  let at = 0
  for (const outcome of outcomes) {
    const cited = parts.findIndex(({ analysis, start, end }) =>
      outcome.citations.some(
        (citation) => citation.docId === analysis.document.id && start <= citation.start && citation.start < end,
      ),
    )
    if (cited >= 0) at = cited
    lists[at]?.push(outcome)
  }
  return lists
}

/** The first outcomes of each list, as many as there may be together. */
function firstOfEach(lists: readonly (readonly DraftOutcome[])[], max: number): readonly (readonly DraftOutcome[])[] {
  const kept = new Set<DraftOutcome>()
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  for (let round = 0; round < longest; round++)
    for (const list of lists) {
      const next = list[round]
      if (next !== undefined && kept.size < max) kept.add(next)
    }
  return lists.map((list) => list.filter((outcome) => kept.has(outcome)))
}

function ofPart(placed: readonly PlacedOutcome[], part: DocumentPart): readonly DraftOutcome[] {
  return placed.flatMap((one) => (one.part === part ? [one.outcome] : []))
}

const POINTING = /\b(?:this|these|those|(?:in|to|of|for|with|from|on|at|by|into|using) that) (\p{Ll}{3,})\b/u

/** In the order of the author, but "Create files in that hierarchy" follows "Create a directory hierarchy". */
function explainedFirst(outcomes: readonly DraftOutcome[]): readonly DraftOutcome[] {
  const ordered = [...outcomes]
  for (const outcome of outcomes) {
    const pointing = POINTING.exec(outcome.text)
    if (pointing === null) continue
    const [noun = ''] = contentWords(pointing[1] ?? '')
    const names = ({ text }: DraftOutcome) => contentWords(text).has(noun) && !POINTING.test(text)
    const at = ordered.indexOf(outcome)
    if (noun === '' || contentWords(outcome.text.slice(0, pointing.index)).has(noun)) continue
    if (ordered.slice(0, at).some(names)) continue
    const explains = ordered.findIndex((other, index) => index > at && names(other))
    if (explains > at) ordered.splice(explains, 0, ...ordered.splice(at, 1))
  }
  return ordered
}

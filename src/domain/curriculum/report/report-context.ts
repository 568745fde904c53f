import { WordWeights } from '../../text/content-words.js'
import type { Citation } from '../citation.js'
import { type Item, needsReview } from '../item.js'
import { labelsByPointer } from '../part-labels.js'
import type { SourcingReport } from '../sourcing.js'
import type { CheckReport } from './checks/check-result.js'
import type { CheckContext } from './checks/check-rule.js'

/** What all parts of the report read. */
export interface ReportContext extends CheckContext {
  readonly checks: CheckReport
  readonly sourcing: SourcingReport
  /** Pointers of the parts that fail a check on them, with the messages. */
  readonly findings: ReadonlyMap<string, readonly string[]>
  /** How much a word says about a subject: more if it stands in fewer parts of the documents. */
  readonly weights: WordWeights
  /** `O3.2` for a pointer. */
  readonly labelOf: (pointer: string) => string
}

/** The context of one report. */
export function reportContext(context: CheckContext, checks: CheckReport, sourcing: SourcingReport): ReportContext {
  const findings = new Map<string, string[]>()
  for (const { failing } of checks.results) {
    for (const { pointer, message } of failing) {
      const part = partOf(pointer)
      findings.set(part, [...(findings.get(part) ?? []), message])
    }
  }
  return {
    ...context,
    checks,
    sourcing,
    findings,
    weights: weightsIn(context),
    labelOf: labelsByPointer(context.curriculum),
  }
}

const PART =
  /^\/(?:units\/\d+\/(?:outcomes|lessons|keyPoints|glossary)\/\d+|(?:items|units|assessments|skillBook|program\/outcomes)\/\d+)/

/** The pointer of the part of a curriculum in which `pointer` leads to something. */
export function partOf(pointer: string): string {
  return PART.exec(pointer)?.[0] ?? pointer
}

/** Why a person should look at an item; empty if nothing is known against it. */
export function doubtsOf(item: Item, pointer: string, { findings }: ReportContext): readonly string[] {
  const found = findings.get(pointer) ?? []
  const unsure = needsReview(item) && item.doubts.length === 0 && found.length === 0
  return [
    ...item.doubts.map(({ message }) => message),
    // A question of the documents is right as its author wrote it; what it looks like is no fault.
    ...(item.basis === 'stated' ? [] : found),
    ...(unsure ? ['the author is not sure of it'] : []),
  ]
}

/** Parts of the documents in which words are counted, in characters: a page or so. */
const PIECE = 3_000

function weightsIn({ documents, contentWords }: CheckContext): WordWeights {
  const pieces = [...documents.values()].flatMap(({ document: { text } }) =>
    Array.from({ length: Math.ceil(text.length / PIECE) }, (_, at) => text.slice(at * PIECE, (at + 1) * PIECE)),
  )
  return new WordWeights(pieces.map((piece) => contentWords(piece)))
}

/** The weighted share of the words of a subject that texts have. */
export function shareOf(
  subject: ReadonlySet<string>,
  texts: readonly string[],
  { contentWords, weights }: Pick<ReportContext, 'contentWords' | 'weights'>,
): number {
  const words = contentWords(texts.join('\n'))
  const roots = new Set([...words].flatMap((word) => rootOf(word) ?? []))
  let [common, all] = [0, 0]
  for (const word of subject) {
    const weight = Math.max(0.01, weights.weightOf(word))
    all += weight
    if (words.has(word) || roots.has(rootOf(word) ?? '')) common += weight
  }
  return all === 0 ? 0 : common / all
}

/** What long words of one family begin with: `philosopher` and `philosophical`. */
function rootOf(word: string): string | undefined {
  return word.length >= 7 ? word.slice(0, 6) : undefined
}

export const quotesOf = (citations: readonly Citation[]): readonly string[] => citations.map(({ quote }) => quote)
